"""A company's pages as its own users see them, filled with invented people: nobody real is read."""
