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
