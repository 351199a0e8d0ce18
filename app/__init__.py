"""The core of the employers' portal: one folder per capability, and the applicants' door."""
