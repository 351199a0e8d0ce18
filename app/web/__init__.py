"""What every door shares: routes, request context, cookies, headers, errors, formats."""
