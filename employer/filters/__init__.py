"""The filters of the list, on a page of their own: options cost more than the list does."""
