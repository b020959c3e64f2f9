# Catalogue: prices, findings, pages.

catalogue-finding-removed = No longer sold. Remove the line or choose another product
catalogue-finding-no-price = No price under your contract. Ask your manager
catalogue-finding-currency = Priced in another currency: { $currency }. Ask your manager
catalogue-finding-not-positive = Enter a quantity above zero
catalogue-finding-too-large = The quantity is too large
catalogue-finding-pack = Sold by { $step }. The nearest quantity is { $nearest }
catalogue-finding-no-vat = No VAT rate is set for this shipment. Ask your manager
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
catalogue-empty = No products here yet
catalogue-empty-do = They appear after the exchange with 1C. Look into other groups
catalogue-col-product = Product
catalogue-col-price = Your price
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
catalogue-variants = { $n ->
    [one] { $n } variant
   *[other] { $n } variants
}
catalogue-article = Article { $article }.
catalogue-offer = Prices and stock
catalogue-description = Description
catalogue-properties = Properties
catalogue-picture = Picture and facts
catalogue-facts = Facts
catalogue-unit = Unit
catalogue-weight = Weight
catalogue-kg = { $weight } kg
catalogue-maker = Maker
catalogue-barcode = Barcode
catalogue-pack = Sold by { $quantity } { $unit }.
catalogue-withdrawn = Withdrawn from sale
catalogue-withdrawn-do = Dealers do not see it. It stays in earlier orders
catalogue-search = Search the catalogue
catalogue-search-example = Name, article or barcode
catalogue-search-do = Search
catalogue-search-corrected = Searched for “{ $what }”.
catalogue-search-empty = Nothing matches “{ $what }”
catalogue-search-empty-do = Check the article, or name the product differently
