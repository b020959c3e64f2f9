# The payment calendar: what to pay and when.

calendar-title = Payment calendar
calendar-about = Sums and days come from 1C. A day that the portal worked out is marked.
calendar-looks = View
calendar-month = Month
calendar-list = List
calendar-whose = Whose calendar to open
calendar-no-dealers = You have no dealers yet
calendar-no-dealers-do = The calendar appears once a dealer is assigned to you.
calendar-dealer = Dealer
calendar-entity = Legal entity
calendar-contract = Contract
calendar-any = All
calendar-show = Show
calendar-cancel = Cancel
calendar-empty = 1C hasn’t sent any payment days yet
calendar-empty-do = They appear here after the exchange.

calendar-overdue = Overdue
calendar-overdue-more = { $n ->
    [one] { $n } more overdue payment
   *[other] { $n } more overdue payments
}
calendar-overdue-note = A payment shows here after the exchange with 1C
calendar-cut = There are very many payments: not all of them are counted.
calendar-late = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
}
calendar-today = today
calendar-undated = no day
calendar-undated-some = { $n ->
    [one] Without a day: { $n } payment
   *[other] Without a day: { $n } payments
}
calendar-worked-out = worked out by the portal
calendar-worked-out-short = day worked out
calendar-worked-out-long = The portal worked this day out from the contract’s deferral
calendar-partly = Partly paid
calendar-partly-short = partly paid
calendar-paid-of = { $paid } of { $sum } paid
calendar-unnamed = Document without a number
calendar-order = Order { $number }
calendar-of-contract = Contract { $number }, { $buyer }
calendar-contract-name = Contract { $number }

calendar-months = Months
calendar-earlier = Previous month
calendar-later = Next month
calendar-now = This month
calendar-month-none = Nothing to pay in this month
calendar-month-total = { $n ->
    [one] { $n } payment in the month
   *[other] { $n } payments in the month
}
calendar-payments = { $n ->
    [one] { $n } payment
   *[other] { $n } payments
}
calendar-legend = Sums are what is left to pay. Grey days are days off.
calendar-year-by-law = The portal doesn’t know yet which days off are moved in this year.
calendar-year-unknown = The portal doesn’t know the holidays of this year.
calendar-of-day = To pay on { $day }
calendar-all = All open payments
calendar-show-all = Show all
calendar-none = No payments
calendar-none-do = By 1C everything here is paid.

calendar-col-document = Document
calendar-col-state = State
calendar-col-day = Due
calendar-col-late = Days overdue
calendar-col-origin = Day from
calendar-col-order = Order
calendar-col-contract = Contract
calendar-col-entity = Legal entity
calendar-col-sum = Sum
calendar-col-paid = Paid
calendar-col-left = Left
calendar-col-currency = Currency
calendar-col-as-of = 1C data
calendar-origin-1c = 1C
calendar-origin-ours = Worked out by the portal

calendar-sources = When 1C sent the days
calendar-sources-none = There are no contracts with settlements yet.
calendar-never = no days sent
calendar-as-of = 1C data: { $at }

calendar-next = Next payments
calendar-next-none = Nothing to pay for now.
calendar-open = Open

calendar-feed = Payments in your own calendar
calendar-feed-what = Add the address to the calendar of your phone or computer: the days appear there and stay up to date.
calendar-feed-make = Get an address
calendar-feed-address = Address
calendar-feed-once = Copy the address now
calendar-feed-keep = The portal won’t show it again. Whoever knows the address sees your payments.
calendar-feed-hidden = Made { $at }. The address is hidden: if it is lost, get a new one.
calendar-feed-copy = Copy
calendar-feed-copied = Copied
calendar-feed-renew = Get a new address
calendar-feed-renew-ask = Get a new address?
calendar-feed-renew-what = The address before it stops working and has to be replaced in your calendar.
calendar-feed-revoke = Switch the address off
calendar-feed-revoke-ask = Switch the address off?
calendar-feed-revoke-what = Calendars that it was added to stop being updated.
calendar-feed-name = Payments: { $dealer }
calendar-feed-contract = Contract { $number }, { $buyer }
calendar-feed-pay = Pay { $sum }: { $number }
calendar-feed-pay-unnamed = Pay { $sum }
calendar-feed-late = Overdue { $sum }: { $number }
calendar-feed-late-unnamed = Overdue { $sum }
calendar-feed-often = The address is read too often. At most { $n } times a minute
calendar-key-made = The calendar’s address is ready
calendar-key-revoked = The calendar’s address is switched off
calendar-event-key-made = An address of the payment calendar was made
calendar-event-key-renewed = A new address of the payment calendar was made
calendar-event-key-revoked = The address of the payment calendar was switched off

calendar-draft = If “{ $name }” is sent
calendar-draft-open = Open the draft
calendar-draft-lost = There is nothing to lay the draft on: it has no sum, or no contract that 1C tells settlements of.
calendar-panel = Payment and limit
calendar-panel-open = Show in the calendar
calendar-ship-wished = Shipment on { $day }, as you wish.
calendar-ship-today = Shipment on { $day }: no wished day is named.
calendar-pay-by = To pay by { $day }: { $deferral }.
calendar-prepaid = prepayment by contract
calendar-deferral = { $n ->
    [one] deferral of { $n } day
   *[other] deferral of { $n } days
}
calendar-deferral-bank = { $n ->
    [one] deferral of { $n } working day
   *[other] deferral of { $n } working days
}
calendar-if-sent = if the draft is sent
calendar-breaks-here = limit exceeded
calendar-fits = Within the limit
calendar-fits-left = { $left } will be left after shipment
calendar-breaks = On { $day } the limit will be exceeded by { $by }
calendar-breaks-again = Within the limit again on { $day }, if everything is paid on its day.
calendar-breaks-never = By the payments that are known it won’t fit: pay more, or earlier.
calendar-breaks-earliest = Shipped on { $day } or later it stays within the limit.
calendar-no-limit = The contract has no limit.
calendar-how = How it is worked out
calendar-how-balance = Owed now, by 1C
calendar-how-draft = The draft
calendar-how-limit = Limit
calendar-assumed = The portal works this out, not 1C. The draft is shipped as a whole and is owed from the morning of that day. Every payment is made in full on its day, and the debt is smaller from the next day on.
calendar-assumed-alone = Nothing else is shipped meanwhile.
calendar-assumed-others = Accepted orders that haven’t been shipped count together with the debt on every day, as in the rule that stops orders: nobody knows when they will be shipped.
calendar-with-others =
    Together with { $count ->
        [one] { $count } accepted order
       *[other] { $count } accepted orders
    } not shipped yet: { $sum } left to ship.
calendar-how-others =
    { $count ->
        [one] { $count } more order that hasn’t been shipped
       *[other] { $count } more orders that haven’t been shipped
    }
calendar-not-counted = What is overdue or has no day, { $sum }, stays owed: nobody knows when it will be paid.
