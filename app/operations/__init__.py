"""What whoever runs the portal watches and keeps: signs of life, figures, backups."""
