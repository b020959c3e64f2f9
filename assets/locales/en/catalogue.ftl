# Catalogue: prices, findings, pages.

catalogue-finding-removed = No longer sold. Remove the line or choose another product
catalogue-finding-no-price = No price under your contract. Ask your manager
catalogue-finding-currency = Priced in another currency: { $currency }. Ask your manager
catalogue-finding-not-positive = Enter a quantity above zero
catalogue-finding-too-large = The quantity is too large
catalogue-finding-pack = Sold by { $step }. The nearest quantity is { $nearest }
catalogue-finding-no-vat = No VAT rate is set for this shipment. Ask your manager
catalogue-finding-unfinished = Not everything is chosen. Finish the calculation
catalogue-finding-impossible = It can’t be made this way. Open the calculation: it offers what comes nearest
catalogue-finding-model-moved = Prices and rules of this product have changed. Recalculate the line
catalogue-configure = Calculate
catalogue-made-to-order = Made to order: choose sizes and options, the price appears at once.
catalogue-no-margin-price = No price
catalogue-no-margin-rrp = No RRP
catalogue-no-margin-currencies = Price and RRP are in different currencies
catalogue-no-margin-vat = The price is without VAT, the RRP with it
catalogue-no-margin-some = Some lines have no margin

catalogue-title = Catalogue
catalogue-all = Whole catalogue
catalogue-groups = Product groups
catalogue-groups-phone = Product groups, phone
catalogue-group-all = Whole group
catalogue-products = Products
catalogue-shown = { $n ->
    [one] { $n } shown
   *[other] { $n } shown
}
catalogue-count = { $n ->
    [one] { $n } product
   *[other] { $n } products
}
catalogue-contract = Contract { $number }, “{ $price }”
catalogue-contract-only = Contract { $number }
catalogue-terms = Contract or price type
catalogue-show = Show
catalogue-as-of = Prices and stock { $at }
catalogue-vat-included = Prices include VAT.
catalogue-vat-on-top = Prices exclude VAT; the tax is added.
catalogue-vat-none = Prices without VAT.
catalogue-margin-is = Margin = (RRP − your price) / RRP.
catalogue-margin-is-dealer = Dealer margin = (RRP − dealer price) / RRP.
catalogue-empty = No products here yet
catalogue-empty-do = They appear after the exchange with 1C. Look into other groups
catalogue-col-product = Product
catalogue-col-price = Your price
catalogue-col-price-dealer = Dealer price
catalogue-col-rrp = RRP
catalogue-col-margin = Margin
catalogue-col-stock = Stock
catalogue-col-action = Action
catalogue-stock-plenty = in stock
catalogue-stock-few = few
catalogue-stock-none = none
catalogue-pick = Add to draft
catalogue-pick-what = Add to draft: { $what }
catalogue-quantity-of = Quantity: { $what }
catalogue-choose = Choose
catalogue-drafts = Drafts
catalogue-to-draft = To the draft, { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
catalogue-offers = Found for “{ $what }”
catalogue-offers-all = Show all { $n } in the catalogue
catalogue-variants = { $n ->
    [one] { $n } variant
   *[other] { $n } variants
}
catalogue-article = Article { $article }.
catalogue-offer = Prices and stock
catalogue-description = Description
catalogue-properties = Properties
catalogue-picture = Picture and facts
catalogue-stock-where = Stock by warehouse
catalogue-facts = Facts
catalogue-unit = Unit
catalogue-weight = Weight
catalogue-kg = { $weight } kg
catalogue-maker = Maker
catalogue-barcode = Barcode
catalogue-pack = Sold by { $quantity } { $unit }.
catalogue-withdrawn = Withdrawn from sale
catalogue-withdrawn-do = Dealers do not see it. It stays in earlier orders
catalogue-withdrawn-take = It isn’t sold any more. Below is what to order instead.
catalogue-instead = Instead of it
catalogue-search = Search the catalogue
catalogue-search-example = Name, article or barcode
catalogue-search-do = Search
catalogue-search-corrected = Searched for “{ $what }”.
catalogue-search-empty = Nothing matches “{ $what }”
catalogue-search-empty-do = Check the article, or name the product differently

# VAT rates.
catalogue-vat-title = VAT rates
catalogue-vat-about = The day of shipment decides the rate: a new law is a new row, not a change of the old one.
catalogue-vat-fixed = Submitted orders keep their rate. Drafts are recalculated by themselves.
catalogue-vat-add = Add a rate
catalogue-vat-new = New VAT rate
catalogue-vat-next = Replace
catalogue-vat-remove = Take back
catalogue-vat-save = Save the rate
catalogue-vat-cancel = Cancel
catalogue-vat-now = In force
catalogue-vat-coming = To come
catalogue-vat-past = Past
catalogue-vat-col-seller = Seller
catalogue-vat-col-when = State
catalogue-vat-col-class = Goods
catalogue-vat-col-way = Sold
catalogue-vat-col-days = Days of shipment
catalogue-vat-col-rate = Rate
catalogue-vat-field-regime = Tax regime
catalogue-vat-field-from = In force from
catalogue-vat-days = { $from } — { $last }
catalogue-vat-days-open = from { $from }
catalogue-vat-regime-general = general regime
catalogue-vat-regime-simplified5 = simplified, 5 %
catalogue-vat-regime-simplified7 = simplified, 7 %
catalogue-vat-regime-exempt = no VAT
catalogue-vat-class-standard = standard rate
catalogue-vat-class-reduced = reduced rate
catalogue-vat-class-zero = 0 % rate
catalogue-vat-class-exempt = no VAT
catalogue-vat-home = at home
catalogue-vat-export = abroad
catalogue-vat-sales = { $country }, { $regime }, { $class }, { $way }
catalogue-vat-regime-hint = The regime of your own legal entity. The simplified one is only in Russia
catalogue-vat-class-hint = Reduced: goods for which 1C says at most 10 %
catalogue-vat-from-hint = Day of shipment. The previous rate ends the day before
catalogue-vat-choose = Choose from the list
catalogue-vat-rate-wrong = A rate is from 0 to 99.99 %
catalogue-vat-from-wrong = Not before 2000 and at most 10 years ahead
catalogue-vat-regime-wrong = There is no such regime in this country. Choose the general one
catalogue-vat-begun = This rate is already in force and can't be taken back. Add a new one, or correct it by giving the same day
catalogue-vat-many = Too many rates. The new one is not saved
catalogue-vat-saved = VAT { $rate } from { $day }: { $sales }
catalogue-vat-history = Who changed what
catalogue-vat-history-empty = The rates are those that the cabinet came with.
catalogue-event-vat-added = VAT { $rate } from { $day }: { $sales }
catalogue-event-vat-corrected = VAT from { $day } corrected, now { $rate }: { $sales }
catalogue-event-vat-removed = VAT { $rate } from { $day } taken back: { $sales }

catalogue-filter-from = Price from
catalogue-filter-to = Price up to
catalogue-filter-rrp-from = RRP from
catalogue-filter-rrp-to = RRP up to
catalogue-filter-stock = In stock
catalogue-price-negative = A price is never below zero
catalogue-price-range = The upper price is below the lower one
catalogue-fit = { $n ->
    [one] { $n } product fits
   *[other] { $n } products fit
  }
catalogue-none-fit = Nothing fits the filter
catalogue-none-fit-do = Change the price or take “In stock” off
catalogue-looked = { $n } products were looked through and no more. Choose a group or narrow the search
catalogue-list-do = Price list
catalogue-list-file = Price list
catalogue-list-as-of = Prices and stock as of { $at }
catalogue-list-article = Article
catalogue-list-unit = Unit
catalogue-list-pack = Step
catalogue-list-by-size = by size
catalogue-list-price = Your price
catalogue-list-currency = Currency
catalogue-list-barcode = Barcode
catalogue-list-cut = The price list holds the first { $n } rows, the rest is left out. Choose a group to get all of it
catalogue-file = Goods
catalogue-file-about = The goods of this filter, in the same order and with the same columns
catalogue-file-total = Goods in all: { $n }. In stock: { $there }
catalogue-weight-kg = Weight, kg
catalogue-margin-sum = Margin, sum
catalogue-sort-best = Best match first
catalogue-said-search = search “{ $what }”
catalogue-said-from = price from { $price }
catalogue-said-to = price up to { $price }
catalogue-said-rrp-from = RRP from { $price }
catalogue-said-rrp-to = RRP up to { $price }
catalogue-picked-some = Picked goods
catalogue-pick-all = Into a draft
catalogue-pick-all-about = One pack of each
catalogue-fit-there = { $n ->
    [one] { $n } product fits
   *[other] { $n } products fit
  }, in stock: { $there }
