# Offers to a dealer's clients.

offers-title = Offers
offers-about = Prices for your clients, by a link and as a file. The client never sees purchase prices.
offers-make = Offer to a client
offers-new = New offer
offers-new-about = Set prices and words for the client. Once made, the prices of an offer don't change.
offers-number = Offer No. { $number }
offers-open = Open
offers-for = for: { $client }
offers-all = All
offers-filter = State of offers
offers-letterhead = Letterhead of offers
offers-empty-title = No offers yet
offers-empty-do = Open a draft or an order and press “Offer to a client”.
offers-empty-filter = No such offers
offers-empty-filter-do = Look at other states.
offers-to-drafts = Open drafts
offers-status-sent = Not opened
offers-status-viewed = Viewed
offers-status-asked = Question
offers-status-accepted = Accepted
offers-status-expired = Expired
offers-status-revoked = Revoked

offers-col-offer = Offer
offers-col-status = State
offers-col-client = Client
offers-col-made = Made
offers-col-until = Valid until
offers-col-views = Views
offers-col-sum = Sum
offers-col-goods = Goods
offers-col-quantity = Quantity
offers-col-purchase = Purchase
offers-col-rrp = RRP
offers-col-price = Client's price
offers-col-margin = Margin
offers-col-picture = Picture
offers-sum-from = from { $sum }
offers-variants-count = { $n ->
    [one] { $n } variant
   *[other] { $n } variants
}

offers-rule-rrp = At RRP
offers-rule-discount = Below RRP
offers-rule-premium = Above RRP
offers-rule-margin = Margin
offers-rule-markup = Markup
offers-rule-rrp-is = No percent needed
offers-rule-discount-is = Price = RRP − percent
offers-rule-premium-is = Price = RRP + percent
offers-rule-margin-is = (price − purchase) / price
offers-rule-markup-is = (price − purchase) / purchase
offers-rule-none-is = Enter a percent
offers-rule-unknown = Choose how to set the price.
offers-rule-hidden = Margin and markup start from the purchase price, which isn't open to you.
offers-percent-range = Enter from 0 to { $most }.
offers-rounding-kopeck = To the kopeck
offers-rounding-rouble = To the rouble
offers-rounding-ten = To 10 roubles

offers-card-client = For the client
offers-card-seller = From whom
offers-card-look = Look
offers-prices = Prices
offers-lines = Goods
offers-lines-count = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
offers-from-source = from “{ $name }”
offers-variant-n = Variant { $n }
offers-variant-add = Add a variant
offers-variant-remove = Remove the last variant
offers-variant-name = Name the variant, up to 120 characters.
offers-variant-choose = Choose a variant.
offers-field-title = Title
offers-field-client = To
offers-field-client-hint = A person or a company, seen by the client
offers-field-until = Valid until
offers-field-until-hint = The last day, inclusive
offers-field-text = Text before the prices
offers-field-text-hint = An empty line begins a paragraph
offers-field-variant = Name of the variant
offers-field-rule = How to set the price
offers-field-percent = Percent
offers-field-add = One more variant from
offers-field-entity = Legal entity
offers-field-regime = VAT
offers-field-regime-hint = How this legal entity works
offers-field-regime-of = VAT: { $name }
offers-field-contact-name = Contact for the client
offers-field-contact-phone = Phone
offers-field-contact-email = Email
offers-field-rounding = Rounding of prices
offers-field-locale = Language of the offer
offers-field-days = Days that it stands
offers-show-articles = Show article numbers
offers-show-pictures = Show pictures
offers-show-before = Show RRP and savings
offers-show-comments = Show notes of lines
offers-logo-there = Your company's logo goes into the offer.
offers-logo-absent = There is no logo: the name of the legal entity stands instead.
offers-regime-general = VAT included, general system
offers-regime-simplified5 = Simplified system, VAT 5%
offers-regime-simplified7 = Simplified system, VAT 7%
offers-regime-exempt = Not subject to VAT
offers-price-of = Client's price: { $what }
offers-total = Total
offers-for-client = For the client
offers-vat-none = Not subject to VAT
offers-vat-none-said = Not subject to VAT.
offers-vat-at = Including VAT { $rate }
offers-vat-within = Including VAT { $rate }: { $sum }
offers-purchase = Purchase
offers-earned = You earn
offers-margin = Margin
offers-markup = Markup
offers-how = How it was set
offers-create = Make the offer
offers-calculate = Recalculate

offers-faults = { $n ->
    [one] Mend { $n } field. The rest is kept.
   *[other] Mend { $n } fields. The rest is kept.
}
offers-required = Fill in this field.
offers-too-long = At most { $most } characters.
offers-entity-choose = Choose the legal entity that makes the offer.
offers-contact-required = Give a phone or an email, so that the client can answer.
offers-until-range = Enter a day from today and at most { $days } days ahead.
offers-days-range = Enter from 1 to { $most } days.
offers-empty = The draft has no lines. Add goods and come back.
offers-lines-many = More than { $most } lines. Split the draft.
offers-currencies = Variants in different currencies can't be compared. Take drafts in one.
offers-lines-faults = Some lines have no price. They are marked in the table.
offers-look-again = The sums have changed. Look at them and press once more.
offers-many = There are too many offers. Write to your manager.
offers-moved = The offer has changed meanwhile. Look at what it is now.
offers-closed = This offer doesn't stand any more.
offers-answers-many = There are too many questions on this offer. Call the seller.
offers-line-no-purchase = No purchase price. Set the price yourself.
offers-line-no-rrp = No RRP. Set the price yourself.
offers-line-no-rrp-blind = No RRP. Somebody who sees purchase prices has to set the price.
offers-line-no-rule = Enter a percent.
offers-line-no-vat = There is no VAT rate for this day.
offers-line-large = The sum is too large.
offers-line-not-positive = The price must be above zero.
offers-line-above-rrp = Not above RRP { $rrp }.

offers-made = Offer No. { $number } is made. Copy the link and send it to the client.
offers-link = Link for the client
offers-link-field = Address
offers-link-hint = Opens without signing in
offers-link-copy = Copy the link
offers-link-copied = Copied
offers-link-lost = The address can't be shown: the key of links was replaced. The client's old link works. For a new one, make a new version.
offers-extend = Extend
offers-extended = The offer stands until { $until }.
offers-as-client = As the client sees it
offers-revoke = Revoke
offers-revoke-ask = Revoke the offer?
offers-revoke-what = Behind the link the client sees that the offer is revoked, and your contact. It can't be undone, but you can make a copy.
offers-revoke-accepted = The client has accepted the offer; it can't be revoked.
offers-revoked-already = The offer is revoked already.
offers-revoked-done = Offer No. { $number } is revoked.
offers-keep = Keep it
offers-copy = Make a copy
offers-new-version = New version
offers-replaced-by = Offer No. { $number } stands instead of this one.
offers-replaces = Replaces
offers-touched = { $n ->
    [one] The price of { $n } line has changed since
   *[other] The prices of { $n } lines have changed since
}
offers-touched-purchase = Purchase { $before } → { $after }.
offers-touched-margin = The margin is now { $margin }.
offers-touched-do = The client's prices stay. A new version calculates them anew and closes this link.
offers-answers = The client's answers
offers-answer-accepted = The client accepted the offer
offers-answer-accepted-variant = The client accepted the variant “{ $variant }”
offers-answer-asked = The client asks
offers-settle = Mark as done
offers-settled = Done { $at }
offers-to-draft = Place the order
offers-to-order = Order { $number }
offers-order = order { $number }
offers-source-gone = the draft was removed
offers-facts = About the offer
offers-first-seen = First opened
offers-last-seen = Last opened
offers-author = Made by

offers-event-made = Offer No. { $number } “{ $title }” was made
offers-event-viewed = The client opened offer No. { $number } “{ $title }”
offers-event-accepted = { $client }: offer No. { $number } “{ $title }” accepted
offers-event-accepted-variant = { $client }: variant “{ $variant }” of offer No. { $number } “{ $title }” accepted
offers-event-asked = { $client }: a question on offer No. { $number } “{ $title }”
offers-event-settled = Answers on offer No. { $number } “{ $title }” are done
offers-event-revoked = Offer No. { $number } “{ $title }” was revoked
offers-event-replaced = Offer No. { $number } “{ $title }” was replaced by No. { $by }
offers-event-extended = Offer No. { $number } “{ $title }” stands until { $until }
offers-event-letterhead = The letterhead of offers was changed
offers-home-accepted = { $client }: offer No. { $number } accepted
offers-home-asked = { $client }: a question on offer No. { $number }

offers-letterhead-about = Every new offer begins with this. Those that were made stay as they are.
offers-letterhead-words = Words and term
offers-letterhead-save = Save
offers-letterhead-saved = The letterhead is saved.
offers-logo = Logo
offers-logo-file = A picture: PNG, JPEG or WebP
offers-logo-about = Up to 5 MB. What is transparent becomes white.
offers-logo-upload = Upload the logo
offers-logo-remove = Remove the logo
offers-logo-none = Choose a file.
offers-logo-wrong = This is no PNG, JPEG or WebP picture. The logo stays as it was.

offers-requisite-inn = INN
offers-requisite-bin = BIN
offers-requisite-kpp = KPP
offers-requisite-ogrn = OGRN
offers-requisite-address = address:
offers-requisite-account = account
offers-requisite-bank = bank:
offers-requisite-bik = BIC
offers-requisite-correspondent = corr. account

offers-public-title = Commercial offer No. { $number }
offers-public-made = of { $day }
offers-public-until = valid until { $day } inclusive
offers-public-expired = The offer expired on { $day }
offers-public-revoked = The offer was revoked on { $day }
offers-public-closed-do = Prices may have changed. Ask the seller: the contact is above.
offers-public-replaced = The seller has prepared a new version. Ask for its link: the contact is above.
offers-public-compare = Variants side by side
offers-public-same = The variants have the same goods and prices.
offers-public-price = Price
offers-public-saved = You save { $sum }
offers-public-file = Download PDF
offers-public-answer = Your answer
offers-public-variant = Variant
offers-public-name = Your name
offers-public-contact = Phone or email
offers-public-comment = Comment or question
offers-public-consent = I agree that { $seller } uses these data to answer me
offers-public-accept = Accept the offer
offers-public-ask = Ask a question
offers-public-asked = The question is sent. The seller will answer you.
offers-public-taken = You accepted the offer on { $at }
offers-public-taken-variant = You accepted the variant “{ $variant }” on { $at }
offers-public-taken-do = { $name } will contact you.
offers-public-often = Too many answers from your address. Try again in an hour, or call the seller.
offers-public-name-required = Say how to address you.
offers-public-contact-required = Leave a phone or an email for the seller's answer.
offers-public-question-required = Write the question.
offers-public-consent-required = Without consent the seller can't answer.

offers-file = PDF
offers-paper-no = No.
offers-paper-before = RRP { $rrp }
offers-paper-online = The offer online, where you can accept it or ask a question: { $address }
offers-paper-page = Page { $page } of { $pages }
offers-paper-name = Offer No. { $number }
