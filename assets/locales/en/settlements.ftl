# Settlements by contract, as 1C tells them.

settlements-title = Settlements
settlements-about = Debt, limit and operations of each contract. 1C does the accounts.
settlements-contract = Contract { $number }
settlements-as-of = Figures of 1C: { $at }
settlements-filter = Which contracts
settlements-all = All contracts
settlements-overdue-only = Overdue
settlements-any = All
settlements-show = Show
settlements-open = Open
settlements-more = Not all contracts are shown.

settlements-col-contract = Contract
settlements-col-state = State
settlements-col-dealer = Dealer
settlements-col-buyer = Buyer
settlements-col-balance = Balance
settlements-col-limit = Limit
settlements-col-available = Available
settlements-col-overdue = Overdue
settlements-col-currency = Currency
settlements-col-as-of = Figures of 1C
settlements-debt = debt
settlements-advance = advance
settlements-over = over the limit by { $by }
settlements-available-how = Limit minus debt
settlements-waits = Not matched yet
settlements-waits-title = The counterparty is not matched, the dealer doesn’t see this
settlements-to-mapping = Match it
settlements-disagrees = Doesn’t add up

settlements-empty = 1C has not handed over settlements yet
settlements-empty-do = They appear here after an exchange.
settlements-none-overdue = Nothing is overdue
settlements-none-overdue-do = 1C has told of nothing overdue by these contracts.
settlements-cut = Not all contracts were looked at. Go on to the next page or narrow the filter.

settlements-period = Balance of 1C
settlements-from = Beginning of the period
settlements-opening = At the beginning
settlements-closing = At the end
settlements-count = Operations
settlements-seller = Seller
settlements-difference-title = The balance and the list of operations don’t agree
settlements-difference = 1C’s balance is { $closing }, while the opening balance and the operations come to { $listed }. The difference is { $by }. 1C’s balance holds, the list may have come incomplete.
settlements-unsound = The list of operations can’t be added up: the sums are too large. 1C’s balance holds.

settlements-dues = Payment days
settlements-dues-none = Nothing is open.
settlements-dues-undated = no day
settlements-dues-ours = worked out by the portal
settlements-dues-late = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
}
settlements-dues-paid = { $paid } of { $sum } paid
settlements-dues-more = { $n ->
    [one] { $n } more payment is in the payment calendar.
   *[other] { $n } more payments are in the payment calendar.
}

settlements-operations = Operations
settlements-op-kind = Operation
settlements-op-number = Document
settlements-op-day = Date
settlements-op-debit = Debt grew
settlements-op-credit = Debt fell
settlements-operations-none = No operations in this period
settlements-operations-empty = No operations
settlements-operations-empty-do = This is what 1C has handed over.

settlements-warn-stale = Contract { $number }: these settlements are older than the known ones, which stay
settlements-warn-future = Contract { $number }: the time of these settlements has not come yet, the known ones stay. Check the clock of 1C
settlements-warn-currency = Contract { $number } is in another currency here. The settlements were taken without a link to it
settlements-warn-contract = This legal entity has no contract { $number }. The settlements were taken without a link to it
settlements-warn-difference = Contract { $number }: 1C’s balance differs from the sum of operations by { $by }
settlements-warn-due-day = Contract { $number }: no day of payment was sent for “{ $what }”, and there is nothing to work it out from

settlements-event-told = Settlements of contract { $number } updated
settlements-event-overdue = Something is overdue under contract { $number }
settlements-event-listed = Operations of contract { $number } updated
settlements-event-dues = Payment days under contract { $number } were updated
settlements-event-given = Settlements of contract { $number } given to the dealer
