# The frame of pages.
web-fresh = 1C: data { $at }
web-nav-home = Home
web-nav-dealers = Dealers
web-nav-administration = Administration
web-nav-company = Company
web-by-1c = 1C
web-by-cabinet = The cabinet
web-form-wrong = Not saved. Correct
web-form-kept = The rest is in place.
web-seen-as = You see the cabinet as { $name } ({ $role }, { $company }). Nothing can be changed
web-seen-as-end = Back to myself
web-client-beside-on = Purchase prices and margin are hidden
web-client-beside-off = Purchase prices and margin are shown again
