# Changes of prices

prices-title = Price changes
prices-about = What changed in your prices, and which drafts and offers that touches.
prices-about-staff = What changed by price type, and which dealers that touches.
prices-of = Prices changed on { $at }
prices-job-tidy = Removal of old price changes

prices-event-both = Prices changed: { $drafts ->
    [one] { $drafts } draft
   *[other] { $drafts } drafts
}, { $offers ->
    [one] { $offers } offer
   *[other] { $offers } offers
}
prices-event-drafts = Prices changed: { $drafts ->
    [one] { $drafts } draft
   *[other] { $drafts } drafts
}
prices-event-offers = Prices changed: { $offers ->
    [one] { $offers } offer
   *[other] { $offers } offers
}
prices-event-templates = Prices changed: { $templates ->
    [one] { $templates } template
   *[other] { $templates } templates
}

prices-n-drafts = { $n ->
    [one] { $n } draft
   *[other] { $n } drafts
}
prices-n-offers = { $n ->
    [one] { $n } offer
   *[other] { $n } offers
}
prices-n-templates = { $n ->
    [one] { $n } template
   *[other] { $n } templates
}

prices-cause-exchange = Exchange with 1C: “{ $origin }”
prices-cause-list = The price list was updated
prices-cause-contract = Contract { $number }: price type “{ $new }” instead of “{ $old }”
prices-cause-model = “{ $name }”: edition { $edition } of the model

prices-empty = No price has changed yet
prices-empty-do = Once prices change, you will find the goods with old and new prices here, and the drafts and offers that are touched.
prices-no-more = No price changed before that
prices-no-more-do = Go back to the beginning of the list.
prices-to-catalogue = To the catalogue

prices-when = When
prices-goods = Goods
prices-goods-title = Goods
prices-touched = Touched
prices-by-type = By price type
prices-type = Price type
prices-dealers = Dealers touched
prices-dealers-none = None of your dealers is touched.
prices-dealer = Dealer
prices-biggest = Most of all
prices-fresh = { $n ->
    [one] { $n } more product has a price for the first time
   *[other] { $n } more products have a price for the first time
}
prices-left-out = { $n ->
    [one] Too many prices changed: { $n } product is not listed
   *[other] Too many prices changed: { $n } products are not listed
}

prices-article = Article
prices-name = Product
prices-unknown = No longer in the catalogue
prices-currency = Currency
prices-per = Per, units
prices-was = Was
prices-is = Is
prices-by = Change
prices-rrp-was = RRP was
prices-rrp-is = RRP is
prices-rrp-by = RRP change
prices-gone = no price any more
prices-for = for { $n } units
prices-up = Up
prices-down = Down
prices-withdrawn = No price
prices-other = Other terms

prices-search = Product or article
prices-group = Group
prices-all-groups = All groups
prices-direction = Direction
prices-any = Any
prices-show = Show
prices-show-all = Show all
prices-none-found = No such goods
prices-none-found-do = Change the filters.

prices-nothing-touched-staff = None of the dealer’s drafts is touched.
prices-nothing-touched = None of your drafts and offers is touched.
prices-drafts = Drafts
prices-draft = Draft
prices-templates = Templates
prices-template = Template
prices-draft-gone = Already sent or removed
prices-drafts-note = Drafts are recalculated already: an order is sent at the new prices.
prices-drafts-model = The line stands at its old price until it is recalculated in the draft. Until then the order can’t be sent.
prices-offers-model = The client’s prices stand. Recalculate the line in the draft, then make a new version: the old link closes.
prices-lines = Lines
prices-sum-was = Was
prices-sum-is = Is
prices-difference = Difference
prices-rrp-difference = RRP difference
prices-actions = Actions
prices-open = Open

prices-offers = Offers to clients
prices-offer = Offer
prices-offer-number = Offer No. { $number }
prices-offer-unsure = No new sum yet: calculate the goods anew
prices-offer-closed = No longer waits for the client
prices-until = Stands until
prices-promised = Promised to the client
prices-new-version = New version
prices-offers-note = The client sees the old sum until you make a new version.
