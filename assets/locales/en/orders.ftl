# Orders: rules, stages, history.

orders-stage-approval = Awaiting approval
orders-stage-submitted = Submitted
orders-stage-confirmed = Confirmed
orders-stage-queued = Queued
orders-stage-production = In production
orders-stage-ready = Ready to ship
orders-stage-shipped = Shipped
orders-stage-closed = Closed
orders-stage-cancelled = Cancelled

orders-delivery-pick-up = Pick-up
orders-delivery-own-transport = Manufacturer’s transport
orders-delivery-carrier-terminal = Carrier to terminal
orders-delivery-carrier-door = Carrier to door
orders-delivery-dealer-carrier = Dealer’s carrier

orders-refusal-empty = The draft has no lines. Add products from the catalogue
orders-refusal-too-many-lines = An order holds at most 1,000 lines. Split it in two
orders-refusal-lines = Some lines need attention. Correct them and submit again
orders-refusal-draft-moved = The draft was changed while you were looking at it. Check the difference and try again
orders-refusal-draft-held = The draft waits for approval and is closed for changes. Withdraw it from approval and try again
orders-refusal-prices-moved = Prices were updated. Check the new sums and submit again
orders-refusal-order-moved = The order was changed while you were looking at it. Check the difference and try again
orders-refusal-line-unknown = This line is gone
orders-refusal-no-contract = Choose a contract
orders-refusal-no-entity = Choose a legal entity
orders-refusal-name = A name has 1 to 120 characters
orders-refusal-too-long = The text is too long
orders-refusal-quantity = A quantity is above zero and at most 1,000,000
orders-refusal-stage-unknown = There is no such stage
orders-refusal-stage-same = The order is in this stage already
orders-refusal-stage-mover = The other side moves orders to this stage
orders-refusal-stage-over = The order is finished
orders-refusal-stage-back = A shipped order does not move back
orders-refusal-stage-from = There is no way here from this stage
orders-refusal-stage-line = The line lacks a stage, or two have the same name
orders-refusal-needs-planned = Set a planned date first
orders-refusal-needs-agreement = The specification has changed and the other side has not accepted it yet
orders-refusal-needs-shipment = Enter a shipment first
orders-refusal-needs-reason = Give a reason
orders-refusal-day-past = This date has passed
orders-refusal-day-same = This date is promised already
orders-refusal-day-far = This date is too far ahead. Check the year
orders-refusal-day-shipped = The order has shipped: dates of its lines no longer change
orders-refusal-no-line-picked = Tick the lines that the date is for
orders-refusal-wish-past = The wished date of a line has passed. Enter another one or clear it
orders-refusal-nothing-to-accept = Everything matches what was agreed
orders-refusal-own-change = The other side accepts your change
orders-refusal-currency = The document is in another currency
orders-refusal-too-many-entries = Too many entries
orders-refusal-paused = Orders from your company are paused. Ask your manager
orders-refusal-removed = The draft was removed
orders-refusal-split-nothing = Pick some of the lines: at least one has to go and one to stay
orders-refusal-other-contract = Only drafts of one contract can be merged
orders-refusal-template = A template is not sent. Begin a draft from it

orders-event-submitted = { $lines ->
    [one] Order { $number } submitted: { $lines } line
   *[other] Order { $number } submitted: { $lines } lines
}
orders-event-stage-moved = Order { $number }: { $stage }
orders-event-stage-moved-reason = Order { $number }: { $stage }. { $reason }
orders-event-planned-first = Order { $number }: ships { $new }
orders-event-planned-moved = Order { $number }: ships { $old } → { $new }
orders-event-planned-moved-reason = Order { $number }: ships { $old } → { $new }. { $reason }
orders-event-lines-planned = Order { $number }: { $n ->
    [one] { $n } line ships
   *[other] { $n } lines ship
} { $new }
orders-event-lines-planned-reason = Order { $number }: { $n ->
    [one] { $n } line ships
   *[other] { $n } lines ship
} { $new }. { $reason }
orders-event-lines-days = Order { $number }: new shipping dates of { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
orders-event-lines-days-reason = Order { $number }: new shipping dates of { $n ->
    [one] { $n } line
   *[other] { $n } lines
}. { $reason }
orders-event-changed = Order { $number } was updated in 1C
orders-event-changed-open = Order { $number } was changed in 1C and differs from what was agreed. Check the difference
orders-event-named = 1C took order { $number } under number { $theirs }
orders-event-shipped = Shipment of order { $number } entered
orders-event-shipped-track = Shipment of order { $number }: track number { $track } { $carrier }
orders-event-paid = A payment for order { $number } has arrived
orders-event-accepted = Changes of order { $number } were accepted
orders-event-draft-begun = Draft “{ $name }” was created
orders-event-draft-changed = Draft “{ $name }” was changed
orders-event-draft-removed = Draft “{ $name }” was removed

orders-vat-included = VAT included
orders-vat-on-top = VAT on top
orders-vat-none = No VAT
orders-agreement-open = Awaits acceptance
orders-agreement-closed = Agreed
orders-yes = Yes
orders-no = No

orders-field-id = Internal code
orders-field-number = Number
orders-field-dealer = Dealer
orders-field-name = Name
orders-field-contract = Contract
orders-field-seller = Seller
orders-field-buyer = Buyer
orders-field-author = Submitted by
orders-field-lines = Lines
orders-field-comment = Comment
orders-field-delivery-way = Delivery
orders-field-delivery-carrier = Carrier
orders-field-delivery-address = Address
orders-field-delivery-contact = Recipient
orders-field-delivery-phone = Phone
orders-field-delivery-comment = Delivery comment
orders-field-wished = Wished date
orders-field-currency = Currency
orders-field-vat-mode = VAT
orders-field-price-type = Price type
orders-field-book = Price issue
orders-field-total-quantity = Quantity
orders-field-total-sum = Sum of lines
orders-field-total-vat = VAT sum
orders-field-total-vat-rates = VAT by rate
orders-field-total = To pay
orders-field-total-rrp = Sum at RRP
orders-field-total-weight = Weight
orders-field-total-weight-partial = Some lines have no weight
orders-field-stage = Stage
orders-field-kind = Kind of stage
orders-field-history = Stages passed
orders-field-planned = Planned date
orders-field-promises = Promised dates
orders-field-shipments = Shipments
orders-field-payments = Payments
orders-field-one-c-id = Code in 1C
orders-field-one-c-number = Number in 1C
orders-field-one-c-day = Date in 1C
orders-field-one-c-stage = Stage by 1C
orders-field-one-c-planned = Planned date by 1C
orders-field-agreed-hash = Fingerprint of the agreement
orders-field-agreed-at = Agreed at
orders-field-agreed-version = Agreed version
orders-field-agreed-open = Agreement
orders-field-created = Created
orders-field-changed = Changed
orders-field-changed-by = Changed by
orders-field-version = Version

orders-line-sku = Item code
orders-line-product = Product code
orders-line-external = Code in 1C
orders-line-name = Name
orders-line-article = Article
orders-line-unit = Unit
orders-line-unit-code = Unit code
orders-line-quantity = Quantity
orders-line-price = Price
orders-line-factor = Priced per
orders-line-sum = Sum
orders-line-vat-rate = VAT rate
orders-line-vat = VAT
orders-line-total = Sum with VAT
orders-line-rrp = RRP
orders-line-no-margin = Why there is no margin
orders-line-weight = Weight
orders-line-volume = Volume
orders-line-comment = Comment
orders-line-wished = Wished date
orders-line-promises = Shipping date
orders-line-told = Shipping date in 1C
orders-line-configuration = How it is made
orders-configuration-model-moved = Prices and rules of this product changed while you were calculating. Look at the new price and send it once more
orders-made-missing = Still to choose: { $names }
orders-made-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
  }
orders-made-days-short = up to { $n } working days
orders-made-longest = Time
orders-made-price = Your price for one: { $old } → { $new }.
orders-made-rrp = RRP: { $old } → { $new }.
orders-made-lost = Can’t be chosen any more: { $names }.
orders-made-incomplete = By the new rules not everything is chosen.
orders-made-impossible = By the new rules it can’t be made this way.
orders-made-same = The price is the same.
orders-made-change = Change the calculation
orders-made-copy = Copy
orders-made-renew = Recalculate
orders-made-edition = Calculated by model No. { $n }
orders-made-papers = papers: { $names }
orders-made-how = How the price came about
orders-made-one = Price of one
orders-repeat-model-moved = Calculated by a newer model of the product.
orders-repeat-remade = { $n ->
    [one] { $n } line is calculated by a newer model
   *[other] { $n } lines are calculated by newer models
  }

orders-title = Orders
orders-new = New order
orders-open = Open
orders-all = All
orders-filter = Stages
orders-empty = No orders yet
orders-empty-do = Put products from the catalogue into a draft and submit it
orders-to-catalogue = To the catalogue
orders-col-order = Order
orders-col-stage = Stage
orders-col-dealer = Dealer
orders-col-buyer = Legal entity
orders-col-created = Created
orders-col-planned = Ships
orders-col-sum = Sum
orders-col-product = Product
orders-col-quantity = Quantity
orders-col-price = Price
orders-col-rrp = At RRP
orders-col-action = Action
orders-col-draft = Draft
orders-col-author = Author
orders-col-lines = Lines
orders-col-changed = Changed
orders-col-when = Shown at
orders-col-why = Why
orders-col-who = Who
orders-margin = Margin
orders-kg = { $weight } kg
orders-weight = Weight
orders-weight-from = from { $weight }
orders-m3 = { $volume } m³
orders-volume = Volume
orders-cargo = Weight and volume
orders-total = Total
orders-to-pay = To pay
orders-sum-net = Sum without VAT
orders-vat-at = including VAT { $rate }
orders-total-rrp = RRP for the client
orders-total-with-vat = Total, including VAT { $vat }
orders-paid = Paid
orders-lines = Lines
orders-lines-count = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
orders-line-unknown = Product not found
orders-line-note = Note to the line
orders-line-note-of = Note to the line: { $what }
orders-line-wish = Own wished date
orders-line-wish-of = Wished date: { $day }
orders-line-wish-label = Wished date of the line: { $what }
orders-line-wish-said = wished { $day }
orders-line-later = { $n ->
    [one] { $n } day later than wished
   *[other] { $n } days later than wished
}
orders-line-day-none = not set
orders-line-ledger = { $n ->
    [one] { $n } promised date
   *[other] { $n } promised dates
}
orders-line-day = ships
orders-dates-title = Shipping date by line
orders-dates-about = Tick the lines that leave on another day. The order’s date is the latest of its lines’ dates
orders-dates-reason = Reason for the move
orders-dates-picked = Set for ticked lines
orders-dates-all = Set for all lines
orders-dates-pick = Line { $n }
orders-dates-pick-all = Tick all lines
orders-line-remove = Remove line { $n }
orders-line-add = Add a line
orders-line-add-do = Add
orders-quick = Quick order
orders-quick-here = Add a list

orders-line-article-example = Article or name: tv-82-2s, window sill
orders-line-added = Added: { $name }, { $article }, { $quantity }
orders-line-removed = Removed: { $name }, { $article }, { $quantity }

orders-drafts-title = Drafts
orders-drafts-about = Everyone in your company sees the drafts.
orders-drafts-empty = No drafts yet
orders-drafts-empty-do = Open the catalogue and press “Add to draft” beside a product
orders-draft-new = New draft
orders-draft-name = Name
orders-draft-name-example = Site on Lesnaya street
orders-draft-begin = Create draft
orders-draft-unnamed = Draft of { $day }
orders-draft-copy-of = { $name }, copy
orders-draft-saved = Saved { $at }. Author: { $author }.
orders-draft-copy = Make a copy
orders-draft-remove = Delete draft
orders-draft-remove-ask = Delete the draft?
orders-draft-remove-what = “{ $name }” disappears for everyone in the company.
orders-draft-recalculate = Save and recalculate
orders-draft-faults = { $n ->
    [one] { $n } field was not saved; the rest was
   *[other] { $n } fields were not saved; the rest was
}
orders-draft-lost = Nothing found for “{ $what }”. Check the article or the name
orders-draft-lost-empty = Type an article or the name of a product
orders-draft-browse = Choose in the catalogue
orders-draft-empty = The draft has no lines yet
orders-draft-empty-do = Type an article or a name below, or choose in the catalogue
orders-draft-estimate = Sums are estimates until confirmed.
orders-draft-parties = Who buys, and when it is needed
orders-draft-no-contract = Choose a contract
orders-draft-contract-label = Legal entity and contract
orders-draft-contract = { $entity }, contract { $number }, “{ $price }”
orders-draft-contract-only = { $entity }, contract { $number }
orders-draft-choose-contract = Choose a contract to see the sums.
orders-draft-note = Note for the factory
orders-day-form = dd.mm.yyyy
orders-day-wrong = There is no such date. Write it as 25.11.2026
orders-look-again = Your changes are saved. Check the sums and submit again
orders-sums-unseen = The order is not sent yet. Check the sums and press “Submit order”
orders-picked = { $what }: { $quantity } { $unit } in draft “{ $draft }”
orders-picked-many = { $n ->
    [one] { $n } product is in draft “{ $draft }”
   *[other] { $n } products are in draft “{ $draft }”
}
orders-picked-none = Tick at least one product
orders-picked-too-many = No more than { $limit } products can be ticked at once
orders-picked-made = “{ $what }” is configured first. Nothing was added
orders-submit = Submit order
orders-submit-about = Prices are frozen. After that, lines change only with the manufacturer’s consent.
orders-submit-no-right = A buyer or the director of your company can submit it.
orders-submit-empty = Add at least one line.
orders-submit-faults = Correct the marked lines.
orders-submitted = Order { $number } is submitted. Prices are frozen

orders-delivery = Delivery
orders-delivery-way = Way
orders-payments = Payments
orders-payment = Payment { $number }
orders-shipment = Shipment { $number }
orders-track = Track number { $track }
orders-parties = Parties
orders-on-behalf = On behalf of
orders-contract = Contract { $number }.
orders-repeat = Order again
orders-frozen = Prices frozen
orders-history = History
orders-history-older = Show more
orders-history-count-more = more than { $n } events
orders-history-count = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
orders-what-changed = What changed
orders-no-differences = No differences that you may see
orders-by-1c = 1C
orders-by-system = Kabinet
orders-planned-for = planned { $day }
orders-promises-none = The shipping date is named at confirmation.
orders-promises-none-yet = No shipping date has been set yet.
orders-promises-one = Promised to ship { $day }
orders-promises-moved = { $n ->
    [one] Promised dates: { $n } move, { $days } days in all
   *[other] Promised dates: { $n } moves, { $days } days in all
}
orders-agreement-differs = The order differs from what was agreed
orders-agreement-yours = Your turn: accept the changes from 1C or refuse them. Production waits for the answer.
orders-agreement-theirs = Waiting for the dealer’s answer to the changes from 1C. Production waits too. If 1C is wrong, restore what was agreed.
orders-accept = Accept changes
orders-desk = What you can do
orders-move-to = Move to stage
orders-move = Move
orders-reason = Reason
orders-over = The order is finished.
orders-promise-title = Planned date
orders-promise = Set date
orders-ship-title = Shipment
orders-ship = Enter shipment
orders-shipment-number = Document number
orders-shipment-day = Day of shipment
orders-shipment-track = Track number
orders-cancel-title = Cancel order
orders-cancel = Cancel order

orders-home-title = Open orders
orders-home-all = All orders
orders-home-open = { $n ->
    [one] { $n } open order
   *[other] { $n } open orders
}

orders-home-differs-why = Waits for your answer. Production does not start before.
orders-home-look = Look
orders-home-waiting = { $n ->
    [one] { $n } order waits to be confirmed
   *[other] { $n } orders wait to be confirmed
}
orders-home-waiting-why = Confirm them and name the shipping date
orders-home-draft = Finish draft “{ $name }”
orders-home-continue = Continue
orders-home-first = Put together the first order
orders-author-staff = { $name }, the manufacturer
orders-author-dealer = { $name }, dealer
orders-drafts-about-staff = Drafts of your dealers. An order that you send keeps both your name and the dealer.
orders-drafts-empty-staff = Begin an order for a dealer in the form above, and the draft appears here
orders-new-for-dealer = New order for a dealer
orders-new-for-dealer-about = The dealer sees the draft with your name beside it. Prices are those of the dealer’s contract.
orders-empty-here = No orders at this stage
orders-empty-here-do = Look at other stages or at all orders
orders-empty-watch = The first order that is sent appears here
orders-show-all = Show all
orders-draft-empty-staff = Type an article or a name below, or choose in the catalogue at the dealer’s prices
orders-home-stages = Orders by stage
orders-home-none = No open orders
orders-home-shown = { $shown } of { $all }, newest first
orders-home-stopped = What is stopped
orders-home-stopped-shown = { $shown } of { $all } shown
orders-home-stopped-all = All that are held up
orders-home-stopped-more = { $shown } shown of more than { $all }
orders-stopped = Held up
orders-stopped-empty = No orders are held up
orders-stopped-empty-do = Here are those that wait for your consent or are late
orders-home-stopped-none = None is stopped or late.
orders-home-late-staff = Give a new date with a reason.
orders-home-late-dealer = Ask your manager about a new date.
orders-home-stopped-count = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
orders-home-late = { $n ->
    [one] Promised for { $day }, { $n } day late.
   *[other] Promised for { $day }, { $n } days late.
}
orders-draft-keep = Keep it

orders-template-is = A template.
orders-template-use = Begin a draft
orders-template-kept = The template “{ $name }” is kept
orders-templates = Templates
orders-col-template = Template
orders-draft-template = Keep as a template
orders-draft-changed-by = Last changed by { $author }.
orders-draft-part-of = { $name } (part)
orders-submit-template = This is a template: begin a draft from it and send that.
orders-arrange = Split and merge
orders-split = Take out the picked
orders-split-name = Name of the new draft
orders-split-about = Pick lines in the table above: they move to a new draft.
orders-split-all = Pick all lines
orders-split-line = Pick line { $n }
orders-merge = Take in the lines
orders-merge-with = Another draft of this contract
orders-merge-about = Its lines move here, and it is deleted.
orders-draft-clash = { $who } edits this draft together with you: saved { $at }. Your changes are not in it, compare them below
orders-clash = Your changes and what is saved
orders-clash-what = What
orders-clash-saved = Saved
orders-clash-mine = Yours
orders-clash-take = Decision
orders-clash-take-mine = Take mine
orders-clash-line-note = Note on the line
orders-clash-nothing = Nothing
orders-clash-gone = The line is gone
orders-clash-about = What is not picked stays as saved.
orders-clash-do = Put the picked in
orders-decimal-mark = .

orders-repeat-title = Repeat order { $number }
orders-repeat-about = The order of { $day } and what has changed since. Picked lines go into a new draft at today’s prices.
orders-repeat-several = { $n ->
    [one] Repeat { $n } order
   *[other] Repeat { $n } orders
}
orders-repeat-several-about = What has changed since in each order. Ticked lines go into one new draft at today’s prices.
orders-repeat-of = Order { $number } of { $day }
orders-repeat-instead = Take the substitute: { $what }
orders-repeat-look = Look at the substitute
orders-line-instead = Instead:
orders-line-substitute = Take the substitute
orders-repeat-same = Prices, stock and range are the same
orders-repeat-changed = What has changed since
orders-repeat-dearer = { $n ->
    [one] { $n } line is dearer
   *[other] { $n } lines are dearer
}
orders-repeat-cheaper = { $n ->
    [one] { $n } line is cheaper
   *[other] { $n } lines are cheaper
}
orders-repeat-gone = { $n ->
    [one] { $n } line is withdrawn from sale
   *[other] { $n } lines are withdrawn from sale
}
orders-repeat-short = { $n ->
    [one] { $n } line is short in stock
   *[other] { $n } lines are short in stock
}
orders-repeat-not-sold = Withdrawn from sale
orders-repeat-stock = In stock
orders-repeat-before = Price then
orders-repeat-now = Price now
orders-repeat-up = Dearer
orders-repeat-down = Cheaper
orders-repeat-plenty = In stock
orders-repeat-few = Few
orders-repeat-none = None
orders-repeat-empty = This order has no lines
orders-repeat-nothing = Nothing of this order can be repeated now.
orders-repeat-do = Add to a new draft

orders-stages-title = Order stages
orders-stages-about = An order goes along these stages from submission to closing. Each may have a colour, conditions to enter, and what dealers see.
orders-stages-add = Add a stage
orders-stages-new = New stage
orders-stages-choose = Choose from the list
orders-stages-order = Stages stand in the order of work: waiting, confirmation, queue, production, readiness, shipment. Stages of one kind can change places.
orders-stages-history = Who changed what
orders-stages-history-empty = The stages are those that the cabinet came with.
orders-stages-entry = A submitted order begins here
orders-stages-kind = Kind
orders-stages-enter = Who moves orders here
orders-stages-only-from = Only from: { $stages }
orders-stages-requires = What is required to enter
orders-stages-requires-nothing = Nothing
orders-stages-orders = Orders
orders-stages-col-action = Actions
orders-stages-earlier = Earlier
orders-stages-later = Later
orders-stages-change = Change
orders-stages-remove = Remove
orders-stages-name-ru = Name in Russian
orders-stages-name-en = Name in English
orders-stages-kind-fixed = The kind stays: by it orders count as open, confirmed and shipped.
orders-stages-kind-hint = The kind tells the cabinet what the stage means. It can’t be changed later.
orders-stages-from = From which stages
orders-stages-from-hint = Tick none if orders may come from any. A dealer moves only what waits for confirmation; with nothing ticked for the dealer, the staff’s ticks hold.
orders-stages-save = Save
orders-stages-cancel = Cancel
orders-stages-saved = Stage “{ $stage }” is saved
orders-stages-kind-waiting = Waiting
orders-stages-kind-confirmed = Confirmation
orders-stages-kind-queued = Queue
orders-stages-kind-production = Production
orders-stages-kind-ready = Readiness
orders-stages-kind-shipped = Shipment
orders-stages-kind-closed = Completion
orders-stages-kind-cancelled = Cancellation
orders-stages-mover-dealer = Dealer
orders-stages-mover-staff = Staff
orders-stages-mover-one-c = 1C
orders-stages-mover-system = Cabinet
orders-stages-needs-planned = Planned date
orders-stages-needs-agreed = Agreed specification
orders-stages-needs-shipment = Shipment with a date
orders-stages-needs-reason = Reason
orders-event-stage-added = Stage “{ $stage }” was added
orders-event-stage-changed = Stage “{ $stage }” was changed
orders-event-stage-placed = Stage “{ $stage }” has another place
orders-event-stage-removed = Stage “{ $stage }” was removed
orders-refusal-stage-name = Name the stage in both languages, up to 40 characters
orders-refusal-stage-name-taken = Another stage has this name
orders-refusal-stage-movers = Tick who moves orders to this stage
orders-refusal-stages-many = There can’t be more than 40 stages
orders-refusal-stage-place = The neighbour is of another kind: they can’t change places
orders-refusal-stage-last = It is the only stage of its kind; orders can’t do without it
orders-refusal-stage-awaited = Another stage is entered from this one alone. Change that one first
orders-refusal-stage-used = There are orders in this stage. Move them first
orders-refusal-line-moved = Somebody else changed the stages meanwhile. Look at them and save again

# The order as it stood.
orders-rewind = The order as it stood
orders-rewind-open = Show as it stood
orders-rewind-about = { $n ->
    [one] { $n } version: lines, prices, days and delivery at any moment
   *[other] { $n } versions: lines, prices, days and delivery at any moment
}
orders-rewind-at = Show the order at
orders-rewind-with = Compare with
orders-rewind-now = now
orders-rewind-show = Show
orders-rewind-two = Choose a second moment
orders-rewind-one = Compare with the one before
orders-rewind-version = Version { $n } of { $all }
orders-rewind-short = Version { $n }.
orders-rewind-behalf = { $name }, for { $behalf }
orders-rewind-previous = Earlier
orders-rewind-next = Later
orders-rewind-state = As it stood
orders-rewind-same = One and the same version
orders-rewind-between = What changed from version { $from } to { $to }
orders-rewind-compare = Compare
orders-rewind-with-previous = with the one before
orders-rewind-with-agreed = with the agreed one
orders-rewind-with-first = with the first
orders-rewind-with-last = with the last
orders-rewind-story = Versions
orders-rewind-versions = { $n } in all
orders-rewind-older = Earlier versions
orders-rewind-newer = Later versions
orders-rewind-begun = The order was sent
orders-rewind-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
orders-rewind-no-fork = Lines, prices and sums have never differed from what was agreed.
orders-rewind-fork = First divergence from what was agreed.
orders-rewind-fork-at = Version { $n }, { $at }, { $who }.
orders-rewind-fork-since = Up to that minute lines, prices and sums were those agreed { $at }.
orders-rewind-fork-ahead = It lies ahead: here the order is as it was agreed.
orders-rewind-fork-here = This is the version that you look at.
orders-rewind-fork-behind = The version that you look at comes after it.
orders-rewind-fork-open = Show the divergence
orders-rewind-rows = { $n ->
    [one] and { $n } earlier
   *[other] and { $n } earlier
}

orders-weight-kg = Weight, kg
orders-count = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
orders-totals = { $n ->
    [one] { $n } order in all
   *[other] { $n } orders in all
}
orders-totals-more = More than { $n } orders. Narrow the filter to see their sum and weight
orders-totals-some = No sum or weight yet: the first { $n } orders were looked at, and more may match
orders-filter-dealer-any = Any
orders-filter-dealers = Dealers
orders-filter-dealer-unknown = There is no such dealer. Choose one from the suggestions
orders-filter-dealer-several = Several dealers match. Type more of the name or choose one from the suggestions
orders-file = Orders
orders-none-found = No orders meet these conditions
orders-none-found-do = Take away some conditions or reset the filter
orders-filter-text = Number, name, legal entity
orders-filter-text-example = 26-000448, Lesnaya
orders-filter-manager = Manager
orders-filter-from = Created from
orders-filter-to = Created to
orders-filter-due-from = Shipped from
orders-filter-due-to = Shipped to
orders-filter-sum-from = Sum from
orders-filter-sum-to = Sum to
orders-filter-stages = Stages
orders-filter-late = Late
orders-cond-text = With “{ $what }”
orders-cond-from = Created from { $day }
orders-cond-to = Created to { $day }
orders-cond-due-from = Shipped from { $day }
orders-cond-due-to = Shipped to { $day }
orders-cond-sum-from = From { $sum }
orders-cond-sum-to = Up to { $sum }
orders-picked-some = Picked orders
orders-bulk-repeat = Repeat
orders-bulk-draft = Repeat of { $numbers }
orders-bulk-contracts = One draft repeats orders of one contract. Untick the orders of other contracts
orders-bulk-none = Pick at least one order
orders-bulk-many = No more than { $limit } orders can be picked at once
orders-bulk-no-stage = Choose the stage to move the orders to
orders-bulk-title = Move to a stage
orders-bulk-moved = Stage “{ $stage }”: { $done } of { $all } moved
orders-bulk-result = Result
orders-bulk-done = Moved
orders-bulk-unknown = There is no such order
orders-bulk-back = To the list of orders
# Delivery in full.
orders-delivery-need-cardboard = Cardboard
orders-delivery-need-certificates = Certificates
orders-delivery-need-crate = Crate
orders-delivery-need-film = Film
orders-delivery-need-load-rear = Rear loading
orders-delivery-need-load-side = Side loading
orders-delivery-need-load-top = Top loading
orders-delivery-need-manipulator = Crane truck
orders-delivery-need-pallets = On pallets
orders-delivery-need-passport = Product passports
orders-delivery-need-tail-lift = Tail lift
orders-delivery-need-transfer-deed = Transfer deed
orders-delivery-need-waybill = Waybill
orders-delivery-payer-agreed = By contract
orders-delivery-payer-recipient = Recipient
orders-delivery-payer-sender = Sender
orders-delivery-payer-third = Third party
orders-event-delivery-changed = Delivery of order { $number } was changed
orders-field-delivery-insured = Declared value
orders-field-delivery-needs = Packaging, loading, papers
orders-field-delivery-payer = Who pays the carrier
orders-field-delivery-places = Places
orders-field-delivery-recipient = Consignee
orders-field-delivery-recipient-tax-id = Consignee’s tax number
orders-field-delivery-terminal = Terminal
orders-field-delivery-window = Receiving hours

## Changes after an order was sent
orders-edit = Change
orders-edit-title = Change the order
orders-edit-head = Name, contract, note
orders-edit-contract-hint = Under another contract every line is priced anew, as of today. You will see the difference before you save
orders-edit-contract-own = The contract of the order
orders-edit-contract-gone = This contract is closed, or 1C has named no prices for it yet. Choose another
orders-edit-offer-of = Propose a price or a discount: { $what }
orders-edit-offer-form = Price or 5 %
orders-edit-discount = Discount on all lines
orders-edit-offer-hint = For a line you can propose a price for one unit or a discount in percent. The price changes when the manager accepts it. 0 % brings the list price back
orders-edit-offer-hint-staff = For a line you can propose a price for one unit or a discount in percent. The price changes when the dealer accepts it. 0 % brings the list price back
orders-bargain-discount = Agreed discount { $percent }, list price { $list }
orders-bargain-price = Agreed price, list price { $list }
orders-bargain-list = list price
orders-bargain-off = discount
orders-line-bargain = Agreed price
orders-edit-at-once = The order is not confirmed yet: changes take effect at once. A price that you propose has to be accepted by the manager first.
orders-edit-asks = Changes take effect once the other side accepts them.
orders-edit-save = Save changes
orders-edit-send = Send for approval
orders-edit-remove = Remove
orders-request-of-dealer = The dealer asks to change the order
orders-request-of-staff = The manufacturer asks to change the order
orders-request-yours = Your answer is awaited. Production does not start before.
orders-request-theirs = The other side has to answer. Production does not start before.
orders-request-stale = The order has changed since, so this request can no longer be accepted. Refuse or withdraw it and send a new one.
orders-request-withdraw = Withdraw
orders-request-refuse = Refuse
orders-request-refuse-why = Reason for refusing
orders-request-accepted = Accepted
orders-request-refused = Refused
orders-request-withdrawn = Withdrawn
orders-field-request = Change request
orders-field-answered = Answers to requests
orders-refusal-nothing-changed = You have not changed anything
orders-refusal-request-open = A change request awaits an answer: answer or withdraw it first
orders-refusal-request-stale = The order has changed since the request, so it can no longer be accepted
orders-refusal-made-gone = This product is no longer made to order. Leave the line as it is or remove it
orders-refusal-request-foreign = Only the side that sent the request can withdraw it
orders-event-edited = Order { $number } was changed before confirmation
orders-event-change-asked = A change of order { $number } is asked for
orders-event-change-asked-reason = A change of order { $number } is asked for: { $reason }
orders-event-change-accepted = The change of order { $number } was accepted
orders-event-change-refused = The change of order { $number } was refused: { $reason }
orders-event-change-withdrawn = The change request for order { $number } was withdrawn
orders-edit-check = Check
orders-edit-leave = Back to the order
orders-edit-new = New line
orders-edit-configure = Change configuration
orders-edit-configure-of = Change configuration: { $what }
orders-edit-remade-mark = New configuration at today’s price
orders-edit-remade = New configuration: { $what }, { $quantity } { $unit }. Check the changes and send them
orders-edit-kept = These are changes that you haven’t sent ({ $at })
orders-edit-kept-drop = Start over
orders-remade-title = New configuration
orders-made-time = Production time, working days
orders-edit-quantity-of = Quantity: { $what }
orders-edit-remove-one = Remove { $what }
orders-edit-delivery = Delivery is changed on the page of the order, apart from its lines.
orders-edit-add-title = Add a product
orders-edit-add = Add
orders-edit-article = Article, barcode or name
orders-edit-article-hint = At today’s price of the contract
orders-edit-article-empty = Write an article
orders-edit-several = “{ $text }” names several products. Choose one and add it again
orders-edit-withdrawn = “{ $text }” is no longer sold, and no substitute was found
orders-edit-withdrawn-near = “{ $text }” is no longer sold. Choose a substitute and add it again
orders-edit-nothing = There is no product “{ $text }”. Check the article or look in the catalogue
orders-edit-nothing-near = Nothing is called exactly “{ $text }”. If what you need is among the similar ones, choose it and add it again
orders-edit-taken = Added: { $what }, { $quantity } { $unit }
orders-edit-more = { $what } is already in the order. The line now has { $quantity } { $unit }
orders-edit-rounded = { $what }: sold in packs of { $step }, so { $asked } becomes { $quantity }
orders-edit-terms = The terms of the contract have changed since. Order this in a new order
orders-edit-faults = Correct what is marked and check again
orders-edit-sums-moved = The sums changed while you were looking. Check them and send again
orders-edit-clash = The order was changed while you were editing: { $who }, { $at }
orders-edit-clash-kept = Your edits were carried over and have not been sent yet. Compare them with what changed:
orders-edit-lines = Lines in the order
orders-edit-vat = Including VAT
orders-preview-title = Check of the changes
orders-preview-at-once = The changes take effect as soon as you save them.
orders-preview-asks = The order changes when the manager accepts the request. Production waits for the answer.
orders-preview-asks-dealer = The order changes when the dealer accepts the request. Production waits for the answer.
orders-preview-reason = Reason or explanation
orders-preview-back = Back to editing
orders-blocked-cancelled = The order is cancelled and can no longer be changed
orders-blocked-cancelled-do = If you still need the goods, repeat the order: prices and stock will be up to date.
orders-blocked-shipped = The order is already at the stage “{ $stage }” and can no longer be changed
orders-blocked-shipped-do = You can order what is missing again. Report what differs on receipt on the page of the order.
orders-blocked-request = There is already a change request for this order
orders-blocked-request-do = Answer or withdraw it on the page of the order, then you can send a new one.
orders-blocked-differs = The order differs from what was agreed
orders-blocked-differs-do = First settle the changes from 1C on the page of the order: the dealer answers them, the manufacturer may restore what was agreed.
orders-request-refuse-open = Refuse with a reason
orders-agreement-refused = The dealer does not agree with the changes from 1C
orders-agreement-refused-yours = Waiting for the manufacturer. If you change your mind, you can accept the changes.
orders-agreement-refused-theirs = Your turn: restore what was agreed here or correct the order in 1C. Until then production will not start.
orders-agreement-running = In 1C the order is already in production.
orders-agreement-refuse = Do not agree
orders-agreement-restore = Restore what was agreed
orders-field-agreed-refused = Refusal of changes
orders-refusal-empty-order = At least one line has to stay in the order. To give up all of it, cancel the order
orders-refusal-already-refused = The refusal has already been sent
orders-refusal-foreign-change = Only the side that changed the order can restore what was agreed
orders-moved-once = The order was moved: { $stage }. { $who }, { $at }
orders-moved-already = The order was already moved to the stage “{ $stage }”: { $who }, { $at }
orders-moved-by = The order was changed while you were looking: { $who }, { $at }. Check it and try again
orders-event-difference-refused = The dealer does not agree with the changes of order { $number } in 1C: { $reason }
orders-event-restored = The specification of order { $number } was restored to what was agreed
orders-preview-what = What will change
orders-request-was-refused = The change was refused, the order stays as it was
orders-turn-yours = Waits for your answer
orders-turn-theirs = Waits for the other side
orders-refusal-needs-wished = Set the wished date first
orders-refusal-needs-paper = A paper is needed first
orders-refusal-needs-payment = A payment is needed first
orders-refusal-stage-hidden = This stage can't be hidden: an order begins or ends in it, dealers move orders to it themselves, or no visible stage stands before it
orders-refusal-stage-trap = From some stage an order would never reach its end. Allow a way on
orders-refusal-stage-paper = Name the paper, up to 80 characters
orders-refusal-stage-percent = The share paid is 1 to 100 %
orders-refusal-stage-dealer-name = The name for dealers is needed in both languages, up to 40 characters
orders-refusal-stage-colour = Choose a colour from the list
orders-refusal-stage-heir = Choose a stage of the same kind that takes over orders and 1C statuses
orders-refusal-paper-number = Enter the number of the paper, up to 60 characters
orders-refusal-vouch-right = You may not confirm a payment by hand. An administrator gives that right
orders-refusal-lacks = The order was not moved. { $what }
orders-lacks-one-c = 1C set this stage, but not all of its conditions are met
orders-lack-wished = No wished date: the dealer or a manager sets it in a change of the order.
orders-lack-planned = No planned date: a manager sets it on this page, or 1C sends it.
orders-lack-agreed = The specification is not agreed: the other side accepts it.
orders-lack-shipment = No shipment with a date: a manager enters it on this page, or 1C sends it.
orders-lack-paper = No paper “{ $paper }”: the factory’s staff enters its number and date.
orders-lack-payment = Less than { $percent } % of the order is paid: payments come from 1C.
orders-lack-payment-unknown = { $percent } % of the order is not paid: payments come from 1C; while it sends none, a manager confirms the payment with a reason.
orders-event-paper-seen = Order { $number }: paper “{ $paper }” No. { $theirs } of { $day } entered
orders-event-payment-vouched = Order { $number }: payment confirmed by hand. { $reason }
orders-field-vouchers = Papers and payments for stages
orders-paper = Paper: { $paper }
orders-asked-for = Needed for: { $stages }
orders-paper-number = Number of the paper
orders-paper-day = Date of the paper
orders-paper-day-wrong = Enter the date of the paper, such as 25.11.2026
orders-payment-vouch = What confirms the payment
orders-payment-vouch-hint = 1C sent no payments. Needed for: { $stages }
orders-stages-colour = Colour
orders-stages-colour-kind = By the kind of stage
orders-stages-colour-hint = The colour shows in the line, lists and pipeline, always beside an icon and a name.
orders-colour-grey = Grey
orders-colour-blue = Blue
orders-colour-teal = Teal
orders-colour-violet = Violet
orders-colour-amber = Amber
orders-colour-green = Green
orders-colour-red = Red
orders-stages-paper = Which paper
orders-stages-paper-hint = For example, “Signed specification”. Needed where a paper is ticked.
orders-stages-paid = How much is paid
orders-stages-paid-hint = A share of the order's total. Needed where a payment is ticked.
orders-stages-needs-wished = Wished date
orders-stages-needs-paper = Paper
orders-stages-needs-payment = Payment
orders-stages-required-paper = Paper “{ $paper }”
orders-stages-required-payment = { $percent } % paid
orders-stages-from-col = From
orders-stages-dealers = What dealers see
orders-stages-dealers-hint = Instead of a hidden stage dealers see the one before it, everywhere. Letters and notices already sent do not change.
orders-stages-hidden = Hide from dealers
orders-stages-dealer-ru = Name for dealers in Russian
orders-stages-dealer-en = Name for dealers in English
orders-stages-hidden-as = Hidden, dealers see “{ $stage }”
orders-stages-seen-as = Dealers see “{ $stage }”
orders-stages-preview = As dealers see it
orders-stages-preview-about = The line without hidden stages and with names for dealers
orders-stages-preview-hidden = “{ $stage }” is hidden: dealers see “{ $seen }”
orders-stages-removal = Remove a stage
orders-stages-removal-orders = { $n ->
    [0] No orders are in this stage.
    [one] { $n } order is in this stage.
   *[other] { $n } orders are in this stage.
}
orders-stages-removal-statuses = Statuses of 1C that mean it: { $statuses }
orders-stages-removal-to = Where they go
orders-stages-removal-hint = Stages of the same kind fit. Each move stays in the order's history; nobody is notified.
orders-stages-removal-about = The history of orders keeps the stage's name.
orders-stages-removal-do = Remove the stage
orders-stages-removal-keep = Keep it
orders-stages-back = To the stages
orders-stages-rehoused = Orders moved: { $moved }, left: { $left }. Press “Remove the stage” once more
orders-refusal-delivery-moved = The delivery was changed meanwhile: compare it and send the request anew
orders-refusal-delivery-open = At this stage the delivery is changed at once, without a request
orders-refusal-head-closed = Name, contract and note can be changed until the order is confirmed
orders-refusal-substitute-unit = “{ $what }” is sold in “{ $unit }”, and the line is in “{ $was }”. Add the substitute as a line of its own, with the quantity that you need
orders-refusal-head-alone = Save name, contract and note by themselves: the price you propose has to be accepted by the manager
orders-refusal-offer = A price has to be more than zero, and a discount less than 100 %
orders-refusal-price-unseen = Prices are agreed by whoever sees purchase prices
orders-event-delivery-asked = Another delivery of order { $number } is asked for: { $reason }
orders-request-of-delivery = The dealer asks to change the delivery
orders-request-delivery-yours = It is your turn to answer. Until then the order isn't shipped.
orders-request-delivery-theirs = It waits for the other side's answer. Until then the order isn't shipped.
orders-request-delivery-stale = The delivery was changed since, so this request can't be accepted any more. Refuse it, or withdraw it and send a new one.
orders-request-delivery-clash = While the request waited, the delivery was changed:
orders-request-delivery-clash-asked = The request asks for something else:
orders-request-person = Another person gets the goods, whose data are sealed.
orders-preview-reason-needed = Reason
orders-preview-lines-too = Change the lines too
orders-job-tidy = Take away unsent changes of closed orders
orders-lines-file = Order { $number }
orders-lines-of = Order { $number } of { $day }
orders-lines-place = No.
orders-lines-download = Download XLSX

# Moves that are left to single roles of staff.
orders-roles-more = { $first }, { $second }
orders-roles-last = { $first } or { $second }
orders-refusal-stage-reserved = Only the { $who } may move an order here. Ask them, or choose another stage
orders-refusal-stage-role = Choose a role from the list
orders-move-withheld = Moved to “{ $stage }” by the { $who }
orders-turn-reserved = Whose turn: { $who }. Only this role moves it to “{ $stage }”
orders-stages-reserved = Who of the staff moves it
orders-stages-reserved-hint = Tick nobody if everyone who may move orders may. The administrator always may. 1C isn’t limited: its stage is set as it comes.
orders-stages-reserved-any = From any stage
orders-stages-reserved-single = From single stages
orders-stages-only-roles = Only the { $who }
orders-stages-only-roles-from = From “{ $stage }” only the { $who }
orders-stages-from-dealer = From which stages a dealer may
# Two people change the stages at once.
orders-line-moved-by = While you were looking, the stages were changed: { $who }, { $at }. { $what }. Check and try again
orders-stages-conflict = While you were editing, the stages were changed
orders-stages-conflict-both = You and a colleague have changed the same. The form holds your values: correct them, or tick that they win.
orders-stages-conflict-merged = Your edits are in the form, and so are your colleague’s. Check and save again.
orders-stages-conflict-caption = What has changed
orders-stages-conflict-field = Field
orders-stages-conflict-was = Before
orders-stages-conflict-theirs = Now
orders-stages-conflict-own = In the form
orders-stages-conflict-over = My values win: save over them
orders-stages-paper-shown = Dealers see the paper
orders-stages-paper-means = The mark says that somebody of staff has seen the paper; a file may come with it. The cabinet doesn’t check whether the paper is genuine.
# Marks of papers and payments on an order.
orders-refusal-nothing-marked = There is nothing to mark: fill in what is missing
orders-refusal-mark-gone = This mark is gone, or has a file already
orders-refusal-paper-file = Choose a file, not empty and up to 10 MB
orders-lacks-here = Not all that this stage asks for is there
orders-mark = Mark
orders-paper-file = File of the paper
orders-paper-file-hint = Optional, up to 10 MB
orders-paper-file-again = Choose the file again: the browser doesn’t keep it
orders-paper-means = The mark says that you have seen the paper. The dealer won’t see it.
orders-paper-means-shown = The mark says that you have seen the paper. The dealer will see its number, date and file.
orders-payment-title = Confirmation of the payment
orders-payment-vouch-here = 1C has sent no payments
orders-marks = Papers and confirmations
orders-marks-mean = A mark says that somebody at the factory has seen the paper. The cabinet doesn’t check whether it is genuine.
orders-marks-paper = { $paper } No. { $number } of { $day }
orders-marks-payment = Payment confirmed by hand. { $reason }
orders-marks-no-file = Without a file
orders-marks-shown = The dealer sees it
orders-marks-gone = Mark taken back: { $who }. { $reason }
orders-marks-file = Attach a file
orders-marks-file-do = Attach
orders-marks-withdraw = Take the mark back
orders-marks-withdraw-do = Take back
orders-event-paper-seen-file = Order { $number }: paper “{ $paper }” No. { $theirs } of { $day } was noted, file “{ $file }”
orders-event-paper-filed = Order { $number }: file “{ $file }” was attached to paper “{ $paper }” No. { $theirs }
orders-event-paper-withdrawn = Order { $number }: the mark of paper “{ $paper }” No. { $theirs } was taken back. { $reason }
orders-event-payment-withdrawn = Order { $number }: the confirmation of the payment was taken back. { $reason }
orders-preview-asks-delivery = The delivery changes when the manager accepts the request. Until then the order isn't shipped.
