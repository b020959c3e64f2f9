# Production plan, pipeline, sales, the dealer director's report

reports-plan-title = Production plan
reports-pipeline-title = Orders in progress
reports-analytics-title = Sales
reports-company-title = Company purchases
reports-load-title = Production load
reports-job-recount = Check of report sums against orders

reports-group = Product group
reports-dealer = Dealer
reports-region = Region
reports-manager = Manager
reports-stage = Stage
reports-order = Order
reports-orders = Orders
reports-due = Due
reports-units = Quantity
reports-sum = Sum
reports-name = Name
reports-all = Total
reports-no-group = No group
reports-no-region = No region
reports-no-manager = No manager
reports-rest-of = { $group }: the rest
reports-all-groups = all groups
reports-all-dealers = All dealers
reports-all-orders = All orders
reports-show = Show
reports-xlsx = Download XLSX
reports-behindhand = The sums are still being counted. The latest changes will be here in a minute
reports-n-orders = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
reports-days = { $n } d
reports-hours = { $n } h
reports-minutes = { $n } min
reports-month-name = { $month ->
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
} { $year }

# Plan
reports-plan-counts = Orders that aren't ready yet, by promised day; the load is of all dealers. As of { $at }
reports-plan-none = Nothing to make
reports-plan-none-do = Orders that wait for production will be here. Promise a day, and the order takes its week
reports-plan-weeks = By week
reports-weeks = Weeks
reports-earlier = Earlier
reports-later = Later
reports-this-week = This week
reports-late = Promised earlier, not ready
reports-wished-late = Wished day has passed
reports-undated = No day
reports-n-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
reports-wished-units = and { $units } wished
reports-wished-orders = and { $n } wished
reports-no-days = no working days
reports-load = Load
reports-load-is = Load { $percent }%
reports-left = Free
reports-week-from = Week from
reports-week-to = to
reports-working-days = Working days
reports-planned-orders = Orders
reports-planned-units = Promised
reports-wished-units-head = Wished
reports-planned-sum = Sum, { $currency }
reports-over-title = Weeks over capacity
reports-over-by = { $units } don't fit.
reports-over-room = There is room in the week from { $week }
reports-over-no-room = There is no room later either: move some orders or raise the capacity
reports-behind-planned = Promised for the week from { $week }: { $group }
reports-behind-wished = Wished for the week from { $week }: { $group }
reports-behind-bought = Orders from { $from } to { $to }
reports-behind-none = No orders
reports-behind-none-do = They are ready, moved or cancelled by now
reports-behind-more = The first { $n } are shown. Take a shorter period or one dealer
reports-load-what = How much of what production can make in a week is taken. Orders of other companies aren't shown
reports-load-none = The load isn't shown
reports-load-none-do = Ask your manager about dates

# Capacity
reports-capacity-title = Production capacity
reports-capacity-what = What production can make in a working day. A group without a figure has no load
reports-capacity-per-day = Per working day
reports-capacity-measure = Of what
reports-capacity-minutes = Minutes for one
reports-measure-units = units
reports-measure-minutes = minutes of work
reports-capacity-days = Calendar and access
reports-capacity-off = Days off beside the calendar
reports-capacity-off-hint = Dates with commas: 30.12.2026, 31.12.2026
reports-capacity-on = Working days off
reports-capacity-on-hint = Holidays are those of the section Working days. Here are days when production works all the same
reports-capacity-shown = Dealers see the load in percent
reports-capacity-keep = Keep the capacity
reports-capacity-kept = The capacity is kept. The load is counted anew
reports-capacity-moved = Somebody else changed the capacity. Your figures are still in the form, compare them with the plan
reports-capacity-many = More than { $limit } groups have a capacity. Take some out
reports-capacity-days-many = More than { $limit } days in the calendar. Take out those that have passed
reports-capacity-days-both = { $day } is named both as a day off and as a working one. Leave one
reports-capacity-unknown = This group is no longer in the catalogue. Open the page again
reports-capacity-twice = Group “{ $group }” is named twice
reports-capacity-figure = “{ $group }” needs a figure above zero, and for minutes of work the minutes for one
reports-capacity-nested = “{ $group }” is part of “{ $above }”, which has a capacity already. Leave one of them
reports-capacity-day-wrong = “{ $day }” isn't a date. Write it as 30.12.2026
reports-event-plan-shown = Production capacity changed, dealers see the load
reports-event-plan-hidden = Production capacity changed, dealers no longer see the load
reports-event-plan-changed = { $groups ->
    [one] Production capacity changed: { $groups } group
   *[other] Production capacity changed: { $groups } groups
}

# Orders in progress
reports-pipeline-counts = All orders that are neither closed nor cancelled. The page keeps itself up to date
reports-pipeline-none = No open orders
reports-pipeline-none-do = An order that a dealer sends is here at once
reports-by-stage = By stage
reports-by-dealer = By dealer
reports-age = { $span } on average
reports-stuck = Longest in their stage
reports-stuck-what = not shipped yet

# Sales
reports-period = Period
reports-period-month = This month
reports-period-last-month = Last month
reports-period-quarter = This quarter
reports-period-year = This year
reports-period-twelve = Twelve months
reports-by = By
reports-currency = Currency
reports-currency-is = Currency: { $currency }
reports-period-is = From { $from } to { $to }.
reports-compared-with = Compared with { $from } to { $to }.
reports-sales-count = By the day of sending, without cancelled orders, with VAT. As of { $at }
reports-whole = Show everything
reports-sales-none = No orders in this period
reports-sales-none-do = Take another period or another currency
reports-against = { $change } to { $before }
reports-against-nothing = nothing to compare with
reports-compare = Compare with
reports-against-before = The period before
reports-against-year = The same period a year before
reports-before = Before
reports-before-is = before { $n }
reports-before-sum = before { $sum }
reports-change = Change
reports-share = Share
reports-average = Average order
reports-over-time = Over time
reports-column-opens = a column opens its orders
reports-groups-note = An order with products of several groups counts in each of them; only sums add up

# Company purchases
reports-company-none = No orders in this period
reports-company-none-do = Take another period. An order is in the report as soon as it is sent
reports-margin = Margin
reports-margin-share = Margin, %
reports-margin-what = (RRP − purchase price) of products that have an RRP
reports-approval = Until confirmed
reports-approval-what = on average, { $n } confirmed
reports-kept = Promises kept
reports-kept-what = { $kept } of { $all } were shipped by the first promised day
reports-by-month = By month
reports-month = Month
reports-by-group = By product group
reports-people = Who ordered
reports-person = Person
reports-nobody = No author
reports-staff-for-you = { $name }, the supplier's manager

reports-dealer-title = Orders and purchases
reports-dealer-open = Open orders
reports-dealer-last = Last order
reports-dealer-stages = By stage
reports-dealer-drafts = { $n ->
    [one] { $n } draft
   *[other] { $n } drafts
}
reports-dealer-visit = Last visit: { $name }, { $ago }
reports-dealer-visit-none = Nobody has been to the cabinet yet
reports-dealer-more = All figures

# Promised days
reports-promises-title = Promised dates
reports-promises-period = Promised from { $from } to { $to }.
reports-promises-what = A promise is kept when the order is shipped by the promised day. An order that is not shipped counts as broken from the day after. Lines with dates of their own count one by one. Without cancelled ones, as of { $at }
reports-promises-against = Compare with
reports-promises-first = First promised day
reports-promises-last = Last promised day
reports-promises-none = No promised days in this period
reports-promises-none-do = Choose another period or dealer. An order appears here when it is shipped or its day has passed
reports-promises-judged = Counted
reports-promises-kept = Kept
reports-promises-broken = Broken
reports-promises-overdue = Not shipped yet
reports-promises-share = Share kept
reports-promises-of = { $kept } of { $all }
reports-promises-of-them = not shipped yet:
reports-promises-delay = Delay
reports-promises-delay-days = Average delay, days
reports-promises-delay-what = on average, of broken ones
reports-promises-days = { $n } d
reports-promises-all = All orders
reports-promises-groups-note = An order with products of several groups counts in each of them. The figures above count it once
reports-promises-day = Promised
reports-promises-lots = { $n ->
    [one] { $n } promise by line
   *[other] { $n } promises by line
}
reports-promises-left = Shipped
reports-promises-not-left = not shipped
reports-promises-late = Delay
reports-promises-reason = Reason of the last move
reports-promises-behind-all = Promised from { $from } to { $to }
reports-promises-behind-kept = Kept: promised from { $from } to { $to }
reports-promises-behind-broken = Broken: promised from { $from } to { $to }
reports-promises-behind-overdue = Not shipped: promised from { $from } to { $to }
