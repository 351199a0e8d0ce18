"""Other adults of the request: the applicant sends links, each adult answers by the own one."""
