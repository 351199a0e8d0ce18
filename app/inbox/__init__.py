"""What is asked of Action Logement, one case each with a number to follow it: contacts, contested
readings and points, notices that somebody is not (any more) an employee."""
