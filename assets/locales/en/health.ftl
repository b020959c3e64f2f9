# How the installation is: the administrator's page.

health-title = Health
health-version = Version { $version }, the server was started { $at }
health-good = All is well
health-troubles = { $n ->
    [one] { $n } item needs attention
   *[other] { $n } items need attention
}
health-troubles-do = The last column says what to do.
health-parts = What was looked at
health-part = What
health-grade = State
health-now = Now
health-do = What to do
health-open = Open
health-grade-quiet = Nothing to look at yet
health-grade-good = Well
health-grade-watch = Look at it
health-grade-bad = Urgent

health-store = Store
health-store-answers = Writing answers in { $ms } ms
health-store-silent = Writing doesn't answer
health-store-more = Size { $size }, { $queue } waiting to be written
health-store-do = See the load of the disk and the service's log. If writing doesn't answer for some minutes, restart the service: nothing acknowledged is lost.
health-journal = Journal
health-journal-position = Newest entry No. { $n }
health-journal-at = Made { $at }
health-disk = Room on the disk
health-disk-free = { $size } free
health-disk-unknown = It can't be told
health-disk-do = Free some room: a full disk stops the cabinet. A backup takes three times the room of the store; it may go to another disk.
health-backups = Backups
health-backups-good = Last good backup: { $at }
health-backups-never = There has been no good backup yet
health-backups-do-failed = Check the folder and the room on the disk, then make a backup by hand.
health-backups-do-off = Turn on backups on schedule.
health-backups-do-disk = All backups lie on the disk of the data. Name a second folder on another disk.
health-exchange = Exchange with 1C: { $name }
health-exchange-last = Last exchange: { $at }
health-exchange-good = Last one without errors: { $at }
health-exchange-never = There has been no exchange yet
health-exchange-none = Exchange with 1C
health-exchange-none-now = There are no connections
health-exchange-do-refused = Some files were not taken. See why in the report, and export from 1C again.
health-exchange-do-interrupted = A stop of the server cut the exchange off. Export from 1C again.
health-exchange-do-silent = 1C hasn't been heard of for long. Check the schedule of the exchange in 1C and the way to the server.
health-mail = Letters
health-mail-queue = { $waiting } waiting, { $failed } not sent
health-mail-off = Mail is not set up
health-mail-recovery = Not sent in recovery mode
health-mail-do-stuck = Letters have waited for more than an hour. Check the settings of mail: kabinet doctor tells whether the server answers.
health-mail-do-failed = See what the mail server answered, correct the address and send the letters again.
health-jobs = Regular jobs
health-jobs-all = All jobs
health-jobs-good = No errors
health-jobs-failed = { $n ->
    [one] { $n } job ended with an error
   *[other] { $n } jobs ended with an error
}
health-jobs-do = See why, and run the job again.
health-job = Job
health-job-last = Last run
health-job-never = Not run yet
health-job-runs = Running
health-job-good = Last time without an error: { $at }
health-certificate = TLS certificate
health-certificate-days = { $n ->
    [one] Valid for { $n } more day
   *[other] Valid for { $n } more days
}
health-certificate-ended = It has expired
health-certificate-unread = Its end can't be read
health-certificate-do = Renew the certificate and run systemctl reload kabinet: no connection is dropped.
health-memory = Memory of the process

health-slowest = Slowest pages
health-slowest-about = Since the server was started. Times are up to the next step: 1, 2, 5, 10, 20, 50, 100 ms and so on.
health-route = Page
health-route-none = Addresses that don't exist
health-requests = Requests
health-errors = Server errors
health-half = Half within
health-most = 99 of 100 within
health-within = { $ms } ms
health-longer = over 10 s
