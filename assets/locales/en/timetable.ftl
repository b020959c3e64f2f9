# Periodic jobs.
timetable-runs = The job is running already. Wait until it has finished
