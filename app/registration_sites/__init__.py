"""Where a housing request is registered, renewed and corrected: by department and date."""
