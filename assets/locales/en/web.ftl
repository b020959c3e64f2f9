# The frame of pages.
web-fresh = 1C: as of { $at }
web-nav-home = Home
web-nav-dealers = Dealers
web-nav-administration = Administration
web-nav-company = Company
web-by-1c = 1C
web-by-cabinet = The cabinet
web-form-wrong = Not saved. Correct
web-form-kept = The rest is in place.
