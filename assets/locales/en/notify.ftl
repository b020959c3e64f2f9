# Notices and letters.
notify-mail-subject = Cabinet news: { $count ->
    [one] { $count } event
   *[other] { $count } events
}
notify-mail-by-key = Open and answer without signing in
notify-mail-more = And { $count ->
    [one] { $count } more event
   *[other] { $count } more events
}. All of them are in the cabinet, under Notices.
notify-mail-footer = { $brand }, dealer cabinet. This letter was sent automatically, no reply is needed.
notify-mail-footer-notices = { $brand }, dealer cabinet. This letter was sent automatically. You can turn letters off in the cabinet, under Notices.
notify-mail-waits = The letter has not been sent yet: it is in the queue
notify-mail-erased = The letter held a one-time link, which was erased after sending. Send a new invitation
