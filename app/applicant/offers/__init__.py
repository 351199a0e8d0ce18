"""Offers around the wanted communes, with their indicators, and the act of applying."""
