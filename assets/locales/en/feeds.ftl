# Feeds of goods with a dealer's prices by a constant address.

feeds-title = Feeds
feeds-about = Goods with your prices by a constant address: for a site, a marketplace or your own software. Prices and stock in the file are always current.
feeds-new = New feed
feeds-edit = Settings of the feed
feeds-edit-do = Change
feeds-open = Open
feeds-empty = No feeds yet
feeds-empty-do = Make a feed and give its address to a site or a marketplace.
feeds-hidden = { $n ->
    [one] { $n } more feed is made from the purchase price, so it isn't shown to you.
   *[other] { $n } more feeds are made from the purchase price, so they aren't shown to you.
}

feeds-col-feed = Feed
feeds-col-state = State
feeds-col-prices = Prices
feeds-col-goods = Goods
feeds-col-read = Last read
feeds-col-keeper = Answers for it
feeds-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
feeds-never = Not read yet
feeds-not-made = No data
feeds-state-on = Works
feeds-state-off = Off
feeds-state-stopped = Stopped

feeds-format-yml = YML: sites and marketplaces
feeds-format-csv = CSV: a table for Excel
feeds-format-json = JSON: for programs
feeds-format-wrong = Choose a format.
feeds-rule-purchase = Purchase price

feeds-card-what = What it is
feeds-card-prices = Prices
feeds-card-goods = Goods
feeds-name = Name
feeds-name-example = Online shop
feeds-name-required = Name the feed.
feeds-too-long = No longer than { $most } characters.
feeds-format = Format
feeds-format-hint = It stays: readers of the address expect it
feeds-format-fixed = For another format make one more feed
feeds-site = Your site
feeds-site-hint = Stands in YML as the shop's address
feeds-site-wrong = Write the whole address, with https://.
feeds-contract = Contract
feeds-contract-hint = It decides prices, currency and VAT
feeds-contract-of = No. { $number }, { $currency }
feeds-contract-wrong = Choose a contract that is in force.
feeds-rule = Which price is in the file
feeds-percent = Percent
feeds-percent-hint = Not needed for RRP and the purchase price
feeds-rounding = Rounding
feeds-rule-note = Prices in the file include VAT. Margin and markup are counted from your purchase price.
feeds-rule-blind = Prices in the file include VAT. Purchase prices aren't open to you, so there are RRP and a discount from it.
feeds-stock = Include availability
feeds-group-removed = This group is gone
feeds-absent = Include goods that are out of stock
feeds-pictures = Include pictures
feeds-groups = Groups of goods
feeds-groups-hint = Nothing ticked: all goods are in the file. Nested groups go with the ticked one.
feeds-groups-many = Tick no more than { $most } groups.
feeds-group-gone = A ticked group is no longer there. Check the list.
feeds-make = Make the feed
feeds-save = Save
feeds-cancel = Cancel

feeds-address = Address
feeds-address-field = Address of the feed
feeds-address-once = Copy the address now
feeds-address-keep = We won't show it again: the cabinet keeps only a fingerprint of the key. If the address gets lost, make a new one.
feeds-address-hidden = The address was shown once, when it was made. Lost it? Make a new one; the old one stops answering.
feeds-address-copy = Copy the address
feeds-address-copied = The address is copied
feeds-rekey = Make a new address
feeds-rekey-ask = Make a new address?
feeds-rekey-what = The old address stops answering at once. Give the new one to everyone who reads the feed.
feeds-revoke = Switch off
feeds-revoke-ask = Switch the feed off?
feeds-revoke-what = The address stops answering. Settings stay; a new address switches the feed on again.
feeds-remove = Delete
feeds-remove-ask = Delete the feed?
feeds-remove-what = Settings and what is known of readers will be gone. This can't be undone.
feeds-file = Download the file

feeds-held = What the file holds
feeds-held-goods = Goods
feeds-held-size = Size
feeds-held-since = Unchanged since
feeds-held-never = The file wasn't made yet. It will be when it is first read.
feeds-left-priceless = Left out: no price
feeds-left-made = Left out: the price depends on the size
feeds-left-absent = Left out: out of stock
feeds-held-cut = The file doesn’t hold all goods: the limit is { $n }
feeds-held-cut-what = Make several feeds instead, each with its own groups of goods.
feeds-reading = Reads
feeds-read-last = Last
feeds-read-count = In all
feeds-read-from = From
feeds-read-agent = Program
feeds-read-never = Nobody has asked for this address yet.
feeds-settings = Settings
feeds-groups-all = All goods
feeds-stock-short = Availability
feeds-absent-short = Out of stock
feeds-pictures-short = Pictures
feeds-yes = Included
feeds-no = Not included
feeds-keeper = Answers for it
feeds-keyed = Address made
feeds-history = Changes
feeds-history-empty = There were no changes.
feeds-other = Other goods

feeds-purchase-warning = Your purchase prices are in the file
feeds-purchase-what = Everyone who knows the address sees them. Give it to your own software only.

feeds-stopped = The address doesn't answer
feeds-stop-revoked = The feed was switched off. Make a new address to switch it on.
feeds-stop-dealer = Your company's work in the cabinet is paused. Ask your manager.
feeds-stop-person = Whoever answers for the feed has no access any more. Open the settings and save them: you will answer for it.
feeds-stop-sight = Whoever answers for the feed doesn't see purchase prices any more. Open the settings and save them: you will answer for it.
feeds-stop-contract = The contract is closed. Choose one in force in the settings.
feeds-home-stopped = The feed “{ $name }” doesn't answer

feeds-made = The feed “{ $name }” is made
feeds-changed = Settings are saved
feeds-rekeyed = A new address is made
feeds-revoked-done = The feed is switched off
feeds-removed = The feed “{ $name }” is deleted
feeds-moved = Somebody else has just changed the feed. See what came of it and repeat.
feeds-many = A company may have no more than { $most } feeds. Delete those that aren't needed.

feeds-event-made = Made the feed “{ $name }”
feeds-event-changed = Changed settings of the feed “{ $name }”
feeds-event-rekeyed = Made a new address of the feed “{ $name }”
feeds-event-revoked = Switched off the feed “{ $name }”
feeds-event-removed = Deleted the feed “{ $name }”

feeds-often = Too often: no more than { $n } requests a minute. Come again later.
feeds-public-gone = The feed at this address is switched off. Whoever gave you the address knows the new one.
feeds-public-stopped = The feed at this address is stopped. Ask whoever gave you the address.
