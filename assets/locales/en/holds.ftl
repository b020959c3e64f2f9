# Orders that don't go on because of what is owed.

holds-title = Stopped over payments
holds-about = These orders don't go on until they, or the contract, are paid for.
holds-empty = No order is stopped
holds-empty-do = When an order is stopped over a debt or a limit, you'll read here why, and how much to pay.
holds-col-order = Order
holds-col-step = What is stopped
holds-col-dealer = Dealer
holds-col-since = Since
holds-col-pay = To pay
holds-col-paper = For
holds-col-due = Due
holds-col-left = Left to pay
holds-why = Why
holds-why-of = { $what }: what stands in the way
holds-more = Details
holds-free = Free by now
holds-home = Stopped over payments
holds-all = All

holds-heading-submission = The draft is stopped over payments
holds-heading-confirmation = The order is stopped over payments
holds-heading-shipping = The order is stopped over payments
holds-mark-submission = Can't be sent
holds-mark-confirmation = Confirmation stopped
holds-mark-shipping = Shipping stopped
holds-step-submission = Sending the order
holds-step-confirmation = Confirmation
holds-step-shipping = Shipping

# Why: one sentence with its figures.
holds-held-submission = The order can't be sent: { $why }. { $pay }
holds-held-confirmation = The order can't be confirmed: { $why }. { $pay }
holds-held-shipping = The order can't ship: { $why }. { $pay }
holds-blind-submission = The order can't be sent because of what is owed. The company's director and accountant see the details.
holds-blind-confirmation = The order can't be confirmed because of what is owed. The company's director and accountant see the details.
holds-blind-shipping = The order can't ship because of what is owed. The company's director and accountant see the details.
holds-as-of = { $said } 1C data: { $at }.
holds-letter = Order { $number }. { $said }
holds-listed = { $said }; { $next }
holds-nothing = nothing
holds-sum = { $sum }
holds-overdue =
    { $count ->
        [one] { $sum } is overdue under contract { $contracts }
       *[other] { $sum } is overdue under contracts { $contracts }
    }
holds-overdue-oldest =
    { $said }, the oldest debt for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
holds-overdue-days =
    { $said } (counting what is older than { $days ->
        [one] { $days } day
       *[other] { $days } days
    })
holds-minimum = { $said }, { $minimum } is let pass
holds-limit = the debt under contract { $contract }, { $debt }, and this order of { $order } are { $excess } above the limit of { $limit }
holds-limit-advance = the order of { $order } less the advance of { $debt } under contract { $contract } is { $excess } above the limit of { $limit }
holds-limit-others =
    the debt under contract { $contract }, { $debt }, this order of { $order } and { $count ->
        [one] { $count } more order of { $others } that hasn't been shipped
       *[other] { $count } more orders of { $others } that haven't been shipped
    } are { $excess } above the limit of { $limit }
holds-limit-advance-others =
    the order of { $order } and { $count ->
        [one] { $count } more order of { $others } that hasn't been shipped
       *[other] { $count } more orders of { $others } that haven't been shipped
    }, less the advance of { $debt } under contract { $contract }, are { $excess } above the limit of { $limit }
holds-limit-percent = { $said } (with { $percent } % more, up to { $allowed })
holds-pay = To let it through, pay { $sums }: { $papers }.
holds-pay-more =
    { $said } { $more ->
        [one] { $more } more paper is
       *[other] { $more } more papers are
    } in the details.
holds-pay-whole = No. { $number } in full
holds-pay-part = { $sum } of No. { $number }
holds-pay-advance = in advance under contract { $contract }
holds-pay-overdue = what is overdue under contract { $contract }

# The page of an order.
holds-nothing-holds = Nothing stands in the way
holds-nothing-holds-do = By the data of 1C this order can go on.
holds-open-until = Let through until { $until } inclusive
holds-open-in-spite = The debt remains, but the order goes on.
holds-fact-contracts = Contract
holds-fact-overdue = Overdue
holds-fact-days = Counting what is older than
holds-fact-oldest = The oldest debt waits for
holds-fact-minimum = Let pass
holds-fact-debt = Debt by 1C
holds-fact-order = This order
holds-fact-others =
    { $count ->
        [one] { $count } more order that hasn't been shipped
       *[other] { $count } more orders that haven't been shipped
    }
holds-fact-limit = Limit by 1C
holds-fact-percent = On top of the limit
holds-fact-excess = Above it by
holds-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
holds-percent = { $percent } %, up to { $allowed }
holds-payments = What to pay
holds-pay-all = In all
holds-part = in part
holds-advance = In advance
holds-overdue-whole = Overdue debt
holds-figures = Debts and limits are 1C's: { $at }. What to pay was worked out by the cabinet: as little money as will do, in as few papers. Once it is paid and 1C has said so, the order goes on by itself.
holds-figures-undated = Debts and limits are 1C's. What to pay was worked out by the cabinet. Once it is paid and 1C has said so, the order goes on by itself.

holds-release = Let the order through
holds-release-about = The order goes on although the debt remains. The dealer sees who let it through, and why.
holds-release-reason = Why
holds-release-until = Until which day, inclusive
holds-release-until-example = 15.12.2026
holds-release-until-hint =
    Not further ahead than { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
holds-release-do = Let through
holds-release-end = Stop again
holds-release-over = The order was let through before; that time is over.
holds-release-reason-wrong = Say why you let the order through, in at most { $max } characters.
holds-release-until-wrong = Choose a day from today on, at most { $days } days ahead.
holds-release-moved = Somebody has let this order through, or stopped it again. See how it stands now.
holds-released = The order is let through.
holds-release-taken = The order is stopped again.

# Rules.
holds-rules = Rules of stopping
holds-rules-about = When an order is stopped over a debt. Debts and limits come from 1C.
holds-rules-empty = There are no rules yet
holds-rules-empty-do = Without rules, orders go on whatever is owed. Add the first one: for example, no shipping while something is overdue for more than 5 days.
holds-rule = Rule
holds-rule-new = New rule
holds-rule-add = Add a rule
holds-rule-name = Name
holds-rule-step = What to stop
holds-step-hint = Where 1C changes the stage the order isn't stopped: 1C's word stands, and the cabinet warns.
holds-rule-condition = What for
holds-rule-minimum = Let pass
holds-rule-tiers = Tiers of dealers
holds-rule-state = State
holds-rule-on = In force
holds-rule-off = Off
holds-all-tiers = All
holds-tiers-hint = With none ticked, the rule is for all dealers.
holds-condition-overdue-contract = Overdue under the order's contract
holds-condition-overdue-dealer = Overdue under any contract of the dealer
holds-condition-older =
    { $said } for more than { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
holds-condition-limit = Above the contract's limit
holds-condition-above = { $said } by more than { $percent } %
holds-condition-others = { $said }, with orders that haven't been shipped
holds-by-overdue = For what is overdue
holds-by-limit = For passing the limit: debt and order together are above it
holds-field-days = Older than, days
holds-field-days-hint = 0 counts from the first day, { $max } at most. More than 0 days can be told only where 1C sends days of payment.
holds-field-reach = Whose debts
holds-reach-contract = Of the order's contract
holds-reach-dealer = Of all contracts of the dealer
holds-field-percent = On top of the limit
holds-field-percent-hint = From 0 to { $max }
holds-field-others = Count the contract's other accepted orders that haven't been shipped
holds-field-others-hint = Such orders aren't debts in 1C yet. At shipping, accepted orders would hold back one another: with this, it is better to stop sending or confirmation. An order that is shipped in parts counts by what is left of it where it is known what has left, or for what sum; otherwise it isn't counted from its first shipment on.
holds-field-minimum-rub = Let pass, in roubles
holds-field-minimum-kzt = Let pass, in tenge
holds-field-minimum-hint = A sum that no order is stopped for
holds-field-prepaid = Orders that are paid in advance go on
holds-field-active = The rule is in force
holds-save = Save
holds-cancel = Cancel
holds-rule-remove = Remove the rule
holds-rule-saved = The rule “{ $name }” is saved.
holds-rule-gone = The rule is removed.
holds-history = Who changed what
holds-history-empty = No changes yet
holds-refusal-name = Name the rule, in at most { $max } characters.
holds-refusal-name-taken = There is a rule of this name already.
holds-refusal-step = Choose what to stop.
holds-refusal-days = Give a whole number of days from 0 to { $max }.
holds-refusal-percent = Give a whole number of percent from 0 to { $max }.
holds-refusal-minimum = A sum can't be below zero.
holds-refusal-many = There are { $max } rules already, and no room for more. Remove some.
holds-refusal-moved = Somebody else has changed the rule. Open it anew.

holds-event-rule-added = Rule of stopping “{ $name }” added
holds-event-rule-changed = Rule of stopping “{ $name }” changed
holds-event-rule-removed = Rule of stopping “{ $name }” removed
holds-event-began-confirmation = Order { $number } can't be confirmed because of what is owed
holds-event-began-shipping = Order { $number } can't ship because of what is owed
holds-event-over = Order { $number } is no longer stopped over payments
holds-event-released = Order { $number } is let through until { $until } in spite of a debt: { $reason }
holds-event-draft-released = A draft may be sent until { $until } in spite of a debt: { $reason }
holds-event-draft-release-ended = A draft can't be sent again because of what is owed
holds-event-release-ended = Order { $number } is stopped again because of what is owed
holds-job-day = Stopping of orders over payments
