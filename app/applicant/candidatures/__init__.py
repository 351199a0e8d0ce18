"""The own candidatures: seven steps, what comes next, cancelling and answering."""
