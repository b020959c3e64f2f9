# Notices, the log of letters, periodic jobs.
office-notices-title = Notices
office-notices-unread = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
office-notices-new = (new)
office-notices-read-all = Mark as read
office-notices-empty = All quiet
office-notices-empty-body = News of your orders will come here: confirmations, new dates, shipments
office-notices-mail = E-mail
office-notices-mail-on = Notices also come by e-mail, several in one letter
office-notices-mail-off = Notices do not come by e-mail. Letters about people's rights come all the same
office-notices-mail-turn-on = Turn e-mail on
office-notices-mail-turn-off = Turn e-mail off
office-notices-mail-now-on = E-mail is on
office-notices-mail-now-off = E-mail is off. Notices stay in the cabinet
office-mail-menu = Letters
office-mail-title = Log of letters
office-mail-by-smtp = Sent from { $from } through { $host }
office-mail-by-folder = Letters from { $from } are put into a folder and go nowhere
office-mail-off = Mail is not set up
office-mail-off-body = Notices are seen in the cabinet only, invitations wait in the queue. The mail server is named in the settings file, section mail
office-mail-filter = State of letters
office-mail-all = All
office-mail-waiting = In the queue
office-mail-sent = Sent
office-mail-failed = Not sent
office-mail-empty = No letters
office-mail-empty-body = Letters are kept here for 90 days with the answer of the mail server
office-mail-subject = Subject
office-mail-to = To
office-mail-created = Created
office-mail-state = State
office-mail-answer = Server's answer
office-mail-actions = Actions
office-mail-next-try = Next try { $at }
office-mail-earlier = { $count ->
    [one] { $count } more try
   *[other] { $count } more tries
}
office-mail-resend = Send again
office-mail-resent = The letter is in the queue again
office-mail-trial = Try the mail
office-mail-trial-subject = Mail trial
office-mail-trial-line = Mail works: you have received this letter from the cabinet.
office-mail-trial-queued = A trial letter is in the queue. It will come to your address
office-mail-own-address = Your account has no proper e-mail address
office-jobs-menu = Jobs
office-jobs-title = Periodic jobs
office-jobs-zone = Times are in the zone { $zone }
office-jobs-name = Job
office-jobs-state = State
office-jobs-last = Last run
office-jobs-next = Next run
office-jobs-actions = Actions
office-jobs-never = not planned
office-jobs-not-yet = has not run yet
office-jobs-took = { $seconds } s
office-jobs-in-row = { $count ->
    [one] { $count } failure in a row
   *[other] { $count } failures in a row
}
office-jobs-run = Run
office-jobs-started = The job has started
office-jobs-running = Running
office-jobs-waiting = Waiting
office-jobs-failed = Failed
office-jobs-done = Done
office-job-tidy = Removal of old notices and letters
office-job-files = Removal of files that nothing refers to
office-job-sign-ins = Removing old records of sign-ins
office-event-mail-resent = A letter was sent again
office-event-mail-tried = A trial letter was sent
office-event-job-started = A job was started by hand: { $job }
office-event-files-deleted = { $files ->
    [one] { $files } unused file was deleted
   *[other] { $files } unused files were deleted
}, { $kb } KB freed
office-search-title = Search
office-search-total = { $count ->
    [one] { $count } record found
   *[other] { $count } records found
}
office-search-what = Enter an article, a barcode or words of the name
office-search-corrected = Shown for “{ $text }”: the other keyboard layout seems to have been on
office-search-nothing = Nothing was found
office-search-nothing-body = Check the article, or leave one or two words of the name
office-search-submit = Search
office-search-kind-product = Product
office-search-kind-order = Order
office-home-changes = What changed
office-home-all = All notices
office-search-prices = The same products with prices and stock
