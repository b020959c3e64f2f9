# Working days: the production calendars of countries.

work-days-title = Working days
work-days-about = The portal works out by these days what 1C names no day of payment for, and how full production is.
work-days-country = Country
work-days-of-ru = Russia
work-days-of-kz = Kazakhstan
work-days-years = Other years
work-days-by-law = The portal has the holidays of this year by law. What the government moves isn’t here yet: add it.
work-days-weekends = The portal knows no holidays of this year: only Saturdays and Sundays are off. Add the holidays.
work-days-legend = Days off and holidays are grey, your changes are underlined. Shortened days are working days.
work-days-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
work-days-weekday = { $n ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
work-days-off = day off
work-days-working = working day
work-days-say = Change a day
work-days-say-do = Save
work-days-day = Date
work-days-day-example = 31.12.2026
work-days-is = What day it is
work-days-said = Changes of the year
work-days-said-none = No changes
work-days-said-none-do = The calendar that the portal came with is in force.
work-days-take-back = Undo
work-days-restore = Back to the original
work-days-history = History
work-days-history-empty = Nobody has changed anything in this year
work-days-choose = Choose: a day off or a working day
work-days-off-already = { $day } is a day off already
work-days-working-already = { $day } is a working day already
work-days-year-wrong = The calendar goes from { $from } to { $to }
work-days-moved = Somebody else changed this year while you were looking. Check the calendar and try again

work-days-event-off = { $day } is a day off ({ $country })
work-days-event-working = { $day } is a working day ({ $country })
work-days-event-restored = The calendar of { $year } is the original again ({ $country })
