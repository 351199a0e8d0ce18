"""My data: a copy to take away, what can be corrected, which mails come, and the end of it all."""
