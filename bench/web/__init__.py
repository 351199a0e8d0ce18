"""Pages over loopback: servers in processes of their own, a load loop in another."""
