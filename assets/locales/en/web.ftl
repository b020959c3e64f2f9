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

# Recovery: the server was started with --recovery.
web-recovery = Recovery mode: the cabinet is open to administrators only. The exchange with 1C, letters and regular jobs are stopped
web-recovery-closed = This section is closed for now
web-recovery-closed-do = In recovery mode health, backups and people are open. The rest works again after an ordinary start of the server.
web-recovery-away = The cabinet is not available for now
web-recovery-away-why = It is being worked on. Your orders are safe, and the cabinet will open again soon.
web-recovery-leave = Sign out
web-recovery-enter = For administrators: sign in

# While the server starts.
web-starting = The cabinet is starting
web-upgrading = The cabinet is being upgraded
web-upgrading-backup = A backup is being made before the upgrade.
web-upgrading-data = The data is being upgraded.
web-starting-wait = It usually takes some minutes. The page will open by itself.
