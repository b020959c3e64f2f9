# Why a file is refused
exchange-job-folder = Look into the folder of the exchange with 1C
exchange-fault-empty = The file is empty
exchange-fault-not-xml = This is not XML. A CommerceML export from 1C is expected
exchange-fault-truncated = The file is cut off: its root element is not closed. Export it again
exchange-fault-syntax = The XML is broken: its markup is wrong. Export the file again
exchange-fault-doctype = DOCTYPE is not accepted: 1C never writes it, and it is dangerous for a server
exchange-fault-entity = Unknown entity &{ $name };
exchange-fault-too-deep = Elements are nested too deeply
exchange-fault-too-large = An element or a value is too large
exchange-fault-too-many-attributes = An element has too many attributes
exchange-fault-encoding = Unknown encoding “{ $label }”
exchange-fault-commerceml-1 = This is CommerceML 1 (1C 7.7). Export CommerceML 2 instead: 1C:Enterprise 8 writes it, and so do add-ons for 7.7
exchange-fault-unknown-root = This is not CommerceML: the root element is “{ $name }”
exchange-fault-json = The JSON is broken: its markup is wrong
exchange-fault-unknown-version = Unknown version of the extension file: { $version }
exchange-fault-broken-archive = The archive is broken or did not come whole. Export it again
exchange-fault-too-many-files = The archive holds too many files
exchange-fault-archive-too-large = The archive unpacks to too much data: { $name }
exchange-fault-unsafe-name = A file name that is not allowed in the archive: { $name }
exchange-fault-link = A link instead of a file: { $name }
exchange-fault-encrypted = A file in the archive has a password: { $name }
exchange-fault-nested-archive = An archive within the archive: { $name }
exchange-fault-io = The file can’t be read: { $detail }

# What was noticed in a file
exchange-finding-encoding = The encoding is not the one that the file states. Read as { $encoding }
exchange-finding-broken-characters = Unreadable characters replaced: { $count }
exchange-finding-stripped = Characters that are not allowed removed: { $count }
exchange-finding-unknown-element = The element “{ $name }” is not used
exchange-finding-duplicate = { $id } is listed again, the last one was taken
exchange-finding-rounded = “{ $field }”: { $value } was rounded
exchange-finding-not-a-number = “{ $field }”: “{ $value }” is not a number
exchange-finding-not-a-day = “{ $field }”: “{ $value }” is not a date
exchange-finding-currency = Unknown currency “{ $currency }”
exchange-finding-vat-rate = Unknown VAT rate “{ $rate }”
exchange-finding-group-without-id = A group without an id was skipped
exchange-finding-property-without-id = A property without an id was skipped
exchange-finding-price-type-without-id = A price type without an id was skipped
exchange-finding-warehouse-without-id = A warehouse without an id was skipped
exchange-finding-unit-without-id = A unit without a code was skipped
exchange-finding-product-without-id = A product without an id was skipped: { $name }
exchange-finding-offer-without-id = An offer without an id was skipped: { $name }
exchange-finding-price-without-type = A price without a type was skipped
exchange-finding-price-without-value = A price without a value was skipped
exchange-finding-price-negative = A negative price was skipped
exchange-finding-counterparty-without-id = A counterparty without an id was skipped: { $name }
exchange-finding-document-without-id = A document without an id or a number was skipped
exchange-finding-plan-malformed = A plan row without an order number was skipped
exchange-finding-plan-day = Order { $number }: “{ $value }” is not a date, the plan was not changed
exchange-finding-paper-malformed = Document “{ $number }” without 1C’s id or without a date was skipped
exchange-finding-paper-currency = Document “{ $number }”: unknown currency “{ $value }”, the document was skipped
exchange-finding-paper-kind = Document “{ $number }”: the kind “{ $value }” is not known here, shown as “other”
exchange-finding-paper-sum = Document “{ $number }”: “{ $value }” is no sum, the document was taken without it
exchange-finding-paper-size = Document “{ $number }”: “{ $value }” is no size of a file, the size is not checked
exchange-finding-sum-inexact = “{ $what }”: the sum { $value } is written as a JSON number with a fraction and was not taken. Write such sums as text, in quotes
exchange-finding-settlement-malformed = Settlements without the id of a contract were skipped
exchange-finding-settlement-as-of = Contract { $number }: “{ $value }” is no time, the settlements were skipped
exchange-finding-settlement-currency = Contract { $number }: the currency “{ $value }” is unknown or missing, the settlements were skipped
exchange-finding-settlement-figure = Contract { $number }: “{ $value }” is no sum, the settlements were skipped
exchange-finding-settlement-balance = Contract { $number }: the opening or the closing balance is missing, the settlements were skipped
exchange-finding-settlement-long = Contract { $number }: more than { $value } operations, the settlements were skipped
exchange-finding-settlement-overdue = Contract { $number }: what is overdue can’t be below zero ({ $value }), the known figure stays
exchange-finding-settlement-limit = Contract { $number }: “{ $value }” is no limit, the known one stays
exchange-finding-settlement-operation = Contract { $number }: operation “{ $value }” without a day or a sum was skipped
exchange-finding-settlement-operation-currency = Contract { $number }: operation “{ $value }” in another currency was skipped
exchange-finding-settlement-due-sum = Contract { $number }: the sum to be paid, “{ $value }”, has to be above zero, the row was skipped
exchange-finding-settlement-due-paid = Contract { $number }: “{ $value }” paid is below zero or more than the sum, the row was skipped
exchange-finding-settlement-due-day = Contract { $number }: “{ $value }” is no day of payment, the row was skipped
exchange-finding-settlement-due-currency = Contract { $number }: the due sum “{ $value }” in another currency was skipped
exchange-finding-settlement-dues-long = Contract { $number }: more than { $value } due sums, the settlements were skipped
exchange-finding-settlement-dues = Contract { $number }: “{ $value }” is no list of due sums, the known ones stay
exchange-finding-line-plan-day = Order { $number }, line { $what }: “{ $value }” is not a date, the line’s date was not changed

# Replies to 1C over HTTP. Shorter than 255 characters, or 1C doesn't show them.
exchange-http-denied = Access denied: check the user name, the password and the address of the exchange
exchange-http-throttled = Too many failed sign-ins. Try again in a few minutes
exchange-http-token = The request could not be verified: wrong sessid
exchange-http-busy = The server is busy. Repeat the exchange in a minute
exchange-http-broken = Internal error. See the server log for details
exchange-http-unknown-mode = Unknown request: mode={ $mode }
exchange-http-bad-name = File name not allowed: { $name }
exchange-http-empty = The file is empty
exchange-http-too-large = Too much data in one session
exchange-http-no-file = No such file in this session: { $name }
exchange-http-no-query = Orders were not asked for in this session
exchange-http-no-timestamp = The timestamp is missing or wrong
exchange-http-progress = { $rows ->
    [one] { $rows } row processed
   *[other] { $rows } rows processed
}
exchange-http-imported = Read: { $read }, created: { $created }, updated: { $updated }, skipped: { $skipped }
exchange-http-hidden = { $count ->
    [one] { $count } product hidden
   *[other] { $count } products hidden
}
exchange-http-asked = { $count } of { $of } products would be hidden, too many at once. An administrator has to decide
# What came of an import
exchange-applied-price-type-unknown = Price type { $id } is not described yet. Its prices are kept; name it on the mapping page
exchange-applied-warehouse-unknown = Warehouse { $id } is not described yet. Its stock is kept
exchange-applied-group-unknown = Group { $id } is not described yet. The product will be in it once the classifier comes
exchange-applied-product-unknown = Product { $id } is not described yet. Its prices and stock are kept; it will appear once the catalogue comes
exchange-applied-price-types-many = There are more than { $limit } price types: the first ones are in the price book
exchange-applied-picture-missing = The picture { $path } does not lie beside the file
exchange-applied-counterparty-waits = Counterparty “{ $name }” waits to be matched: no dealer has its tax number
exchange-applied-order-unknown = There is no order { $number } here, the document was skipped
exchange-applied-order-refused = Order { $number } was not changed: { $reason }
exchange-applied-order-part = Order { $number }: a part of the document was not taken. { $reason }
exchange-applied-line-day = Order { $number }, { $what }: “{ $value }” in “{ $field }” is not a date. The line was taken without one
exchange-applied-status-gone = Status “{ $status }” means the stage “{ $stage }”, which is no longer in the line. The order's stage was not changed; map the status again
exchange-applied-status-handed = Status “{ $status }” led to stage “{ $gone }”, which was taken out of the line. The order goes to “{ $stage }”, which took over
exchange-applied-status-unknown = The status “{ $status }” is not mapped, the order’s stage was not changed
exchange-applied-plan-withdrawn = Order { $number }: a promised day is not taken back, name a new one
exchange-applied-paper-waits = { $what }: the counterparty is not matched, the dealer doesn’t see this yet
exchange-applied-paper-stray = The file “{ $name }” came without a document and waits for it
exchange-applied-name-twice = The file “{ $name }” came twice in one session with different content. Both were taken, the first one first
exchange-applied-paper-completed = { $what }: the file “{ $name }” has come

# Events
exchange-event-catalogue = File { $file } imported: { $created } new, { $updated } changed
exchange-event-prices = “{ $origin }”: prices changed
exchange-event-swept = { $count ->
    [one] { $count } product that 1C no longer has was taken off sale
   *[other] { $count } products that 1C no longer has were taken off sale
}
exchange-event-counterparty = 1C told of the counterparty “{ $name }”
exchange-event-counterparty-matched = “{ $name }” was matched with a counterparty of 1C
exchange-event-status-found = 1C used a new status “{ $status }”

# Pages of the administrator
exchange-menu = Exchange with 1C
exchange-about = What came from 1C, what it changed and what was refused
exchange-runs = Runs
exchange-quarantine = Quarantine
exchange-mapping = Mapping
exchange-connections = Connections
exchange-runs-none = No exchange yet
exchange-runs-none-why = Set up a connection and export the catalogue from 1C, over HTTP or through the exchange folder
exchange-pass = Check the folder
exchange-passed = { $count ->
    [0] No new files. Orders for 1C: { $orders }
    [one] { $count } file imported. Orders for 1C: { $orders }
   *[other] { $count } files imported. Orders for 1C: { $orders }
}
exchange-pass-waits = { $count ->
    [one] { $count } file is still being written. Check again shortly
   *[other] { $count } files are still being written. Check again shortly
}
exchange-folder-no-connection = No connection works through the folder. Tick it in the settings of a connection
exchange-col-when = When
exchange-col-connection = Connection
exchange-col-door = Through
exchange-col-files = Files
exchange-col-changed = Changed
exchange-col-findings = Findings
exchange-col-state = State
exchange-col-file = File
exchange-col-why = Reason
exchange-col-what = What
exchange-col-read = Read
exchange-col-created = Created
exchange-col-updated = Updated
exchange-col-unchanged = Unchanged
exchange-col-skipped = Skipped
exchange-col-line = Line
exchange-col-finding = Finding
exchange-col-counterparty = Counterparty in 1C
exchange-col-status = Status in 1C
exchange-col-price-type = Price type in 1C
exchange-col-currency = Currency
exchange-col-vat = VAT
exchange-col-warehouse = Warehouse in 1C
exchange-door-http = HTTP
exchange-door-folder = Folder
exchange-run = Run of { $at }
exchange-run-open = Running
exchange-run-done = Clean
exchange-run-findings = Has findings
exchange-run-refused = Has refused files
exchange-run-interrupted = Interrupted
exchange-run-ended = Ended
exchange-run-changed = What changed
exchange-sweep-asked = 1C no longer names { $found } of { $of } products
exchange-sweep-asked-why = No more than 20% of a catalogue is hidden unasked, so nothing has been hidden yet
exchange-files-more = The first { $shown } files are shown
exchange-file-size = { $kb } KB
exchange-file-download = Download
exchange-file-applying = Being imported
exchange-file-applied = Imported
exchange-file-refused = Refused
exchange-file-clean = No findings
exchange-file-large = The file is too large to download. It lies on the server here: { $path }
exchange-line = line { $line }
exchange-findings = Findings
exchange-findings-count = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
exchange-findings-more = { $shown } of { $total } shown
exchange-severity-note = Note
exchange-severity-warning = Warning
exchange-severity-error = Error
exchange-kind-classifier = Classifiers
exchange-kind-group = Groups
exchange-kind-property = Properties
exchange-kind-price-type = Price types
exchange-kind-warehouse = Warehouses
exchange-kind-unit = Units
exchange-kind-catalogue = Catalogues
exchange-kind-product = Products
exchange-kind-package = Packages of offers
exchange-kind-offer = Offers
exchange-kind-price = Prices
exchange-kind-stock = Stock
exchange-kind-counterparty = Counterparties
exchange-kind-document = Documents
exchange-kind-order-plan = Planned dates
exchange-kind-paper = Documents of dealers
exchange-kind-settlement = Settlements
exchange-quarantine-about = Files of which nothing was taken. Load one again once the reason is mended, or export it from 1C anew
exchange-quarantine-none = The quarantine is empty
exchange-quarantine-none-why = All files of the latest runs were imported
exchange-connections-about = Each 1C base exchanges under its own name and password
exchange-connections-none = No connections yet
exchange-connections-none-why = Add a 1C base to receive the catalogue, prices and stock, and to send orders
exchange-connection-new = New connection
exchange-connection-name = Name
exchange-connection-family = Program
exchange-family-a = UT 11, KA 2, ERP 2: built-in exchange
exchange-family-b = UNF: built-in exchange
exchange-family-c = 1C-Bitrix exchange module
exchange-connection-user = User name
exchange-connection-user-hint = Latin letters and digits. Empty: no exchange over HTTP
exchange-connection-addresses = Allowed addresses
exchange-connection-addresses-hint = One a line: 10.0.0.5 or 10.0.0.0/8. Empty: any
exchange-connection-charset = Charset of answers
exchange-connection-charset-hint = UT and UNF usually read windows-1251, the exchange module UTF-8. In the folder it is always UTF-8
exchange-connection-limit = Part of a file, KB
exchange-connection-limit-hint = From 64 to 524288
exchange-connection-zip = Take archives
exchange-connection-bom = Put a BOM at the start of XML
exchange-connection-bom-hint = Turn on if 1C reads Russian letters wrongly. Answers in words never have a BOM
exchange-connection-bom-wrong = Only UTF-8 has a BOM: choose that charset or clear the mark
exchange-connection-format = What 1C gets
exchange-connection-usual = As usual for the program
exchange-connection-schema = CommerceML schema version
exchange-connection-schema-hint = Usually 2.07 for UT, 2.08 for UNF, 3.1 for the exchange module. Change it if 1C does not load orders. All versions from 2.03 on are accepted
exchange-connection-schema-wrong = This program reads other versions: { $list }
exchange-connection-locale = Language of answers
exchange-connection-locale-hint = 1C sees reasons of refusals and names of stages in it
exchange-connection-locale-ru = Russian
exchange-connection-locale-en = English
exchange-connection-locale-wrong = Choose a language
exchange-connection-folder = Works through the exchange folder
exchange-connection-disable = The connection is off
exchange-connection-on = On
exchange-connection-off = Off
exchange-connection-no-password = No password
exchange-connection-made = Connection “{ $name }” created
exchange-connection-saved = Connection “{ $name }” saved
exchange-connection-name-wrong = Give a name, at most 100 characters
exchange-connection-user-wrong = Latin letters, digits and signs only, no colon, at most 60
exchange-connection-user-taken = Connection “{ $name }” has this name already
exchange-connection-address-wrong = Neither an address nor a network: { $line }
exchange-connection-family-wrong = Choose a program
exchange-connection-charset-wrong = Choose a charset
exchange-connection-limit-wrong = Give a number from 64 to 524288
exchange-connection-folder-taken = Connection “{ $name }” works through the folder already
exchange-connection-many = Too many connections. Turn off and reuse old ones
exchange-http-card = What to enter in 1C
exchange-http-address = Site address
exchange-password-set = Create a password
exchange-password-replace = Replace the password
exchange-password-since = Password created
exchange-password-new = New password
exchange-password-once = Copy it now: it is not shown again
exchange-save = Save
exchange-cancel = Cancel
exchange-choose = Choose
exchange-mapping-about = What the words of 1C mean in the cabinet
exchange-mapped = Saved: { $name }
exchange-parties = Counterparties without a match
exchange-parties-about = No legal entity of a dealer has their tax id
exchange-parties-none = All counterparties are recognised
exchange-party-entity = Dealer's legal entity
exchange-party-ignore = Not a dealer
exchange-mapping-further = The next ones. The “Mapping” tab leads back to the first
exchange-party-entities = { $n ->
    [one] { $n } legal entity to choose from
   *[other] { $n } legal entities to choose from
}, by name
exchange-party-entities-more = Other legal entities
exchange-party-settled = This counterparty is decided already
exchange-statuses = Order statuses
exchange-statuses-about = Without a match a status moves no order
exchange-statuses-none = No statuses from 1C yet
exchange-status-stage = Order stage
exchange-status-nothing = Moves no order
exchange-price-types = Price types
exchange-price-types-about = Dealers buy at purchase prices
exchange-price-types-none = No price types from 1C yet
exchange-price-use = Use
exchange-price-ignored = Not used
exchange-price-purchase = Purchase
exchange-price-rrp = RRP
exchange-price-rrp-many = Several price types of one currency are marked as RRP. Leave one
exchange-price-with-vat = Included
exchange-price-without-vat = On top
exchange-warehouses = Warehouses
exchange-warehouses-about = Dealers see the stock of visible warehouses
exchange-warehouses-none = No warehouses from 1C yet
exchange-warehouse-use = Stock
exchange-warehouse-shown = Visible to dealers
exchange-warehouse-hidden = Not visible
exchange-event-connection-created = Connection “{ $name }” was created
exchange-event-connection-changed = Connection “{ $name }” was changed
exchange-event-connection-password = A password of connection “{ $name }” was set
exchange-event-status-mapped = Status “{ $status }” was given a meaning
exchange-event-counterparty-ignored = Counterparty “{ $name }” was marked as no dealer
exchange-event-price-type = The use of price type “{ $name }” was changed
exchange-event-warehouse = Showing the stock of warehouse “{ $name }” was changed
exchange-home-connect = Connect 1C
exchange-home-connect-why = The catalogue, prices and stages of orders come from there
exchange-home-connect-do = Connect
exchange-home-mapping = { $n ->
    [one] { $n } word of 1C waits
   *[other] { $n } words of 1C wait
} for a decision
exchange-home-mapping-why = Counterparties and statuses without a match in the cabinet
exchange-home-mapping-do = Match
exchange-home-refused = { $n ->
    [one] { $n } file of 1C was refused
   *[other] { $n } files of 1C were refused
}, { $at }
exchange-home-refused-why = Nothing of them was applied. The reason stands in the report
exchange-home-refused-do = Open the report

# Orders on their way to 1C
exchange-queue = Orders for 1C
exchange-queue-waiting = Waiting
exchange-queue-empty = All orders have been handed over
exchange-queue-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
exchange-queue-oldest = The oldest waits since
exchange-queue-file = In the folder's file
exchange-queue-file-count = { $count ->
    [one] { $count } order, file of { $at }
   *[other] { $count } orders, file of { $at }
}
exchange-queue-confirmed = Last confirmation
exchange-queue-by-success = { $at }: 1C took the orders over HTTP, { $count }
exchange-queue-came-back = { $at }: an order came back from 1C through the folder
exchange-queue-by-operator = { $at }: marked by hand, { $count } orders
exchange-queue-refused = 1C will not take these orders
exchange-queue-refused-why = They don't hold up the others. Mend the reason: the order leaves with the next exchange
exchange-col-order = Order
exchange-received = Mark as received
exchange-received-ask = { $count ->
    [one] Has 1C loaded { $count } order from the file?
   *[other] Has 1C loaded { $count } orders from the file?
}
exchange-received-why = Through a folder 1C does not say that it took the orders. An order counts as received when it comes back. If your 1C sends no orders back, check that it has them and mark it here: they leave the file
exchange-received-done = { $count ->
    [one] { $count } order marked as received
   *[other] { $count } orders marked as received
}
exchange-received-moved = The file of orders has changed since. Open the page again and check what is in it
exchange-received-none = The file holds no order that waits for a confirmation
exchange-event-received = { $count ->
    [one] Marked that 1C received { $count } order from the folder
   *[other] Marked that 1C received { $count } orders from the folder
}
exchange-out-number = The number { $number } is longer than 11 characters or not only Latin letters and digits
exchange-out-no-lines = Order { $number } has no line with a quantity
exchange-out-product = Order { $number } has a product without an id of 1C
exchange-out-buyer = Order { $number } has no name of the buyer
exchange-out-currency = Order { $number } has sums in different currencies

# What 1C no longer names
exchange-sweep = Products that 1C no longer has
exchange-sweep-page = Page { $page } of { $of }
exchange-sweep-look = Look and decide
exchange-sweep-decide-why = Dealers don't see hidden products; orders with them stay. The decision can be taken back
exchange-sweep-hide = Hide all the same
exchange-sweep-leave = Leave in the catalogue
exchange-sweep-take-back = Put back into the catalogue
exchange-sweep-hidden = { $found ->
    [one] { $found } product that 1C no longer has was hidden
   *[other] { $found } products that 1C no longer has were hidden
}
exchange-sweep-left = { $found ->
    [one] { $found } product that 1C no longer has was left in the catalogue
   *[other] { $found } products that 1C no longer has were left in the catalogue
}
exchange-sweep-taken-back = What this exchange hid has been put back into the catalogue
exchange-sweep-hidden-done = { $count ->
    [one] { $count } product hidden
   *[other] { $count } products hidden
}
exchange-sweep-left-done = The products stay in the catalogue
exchange-sweep-taken-back-done = { $count ->
    [one] { $count } product put back
   *[other] { $count } products put back
}
exchange-sweep-decided = This has been decided already
exchange-sweep-old = More than { $days } days have passed and the list is out of date. Export everything from 1C again
exchange-home-sweep-why = So many are not hidden unasked: decide whether to hide or to leave them
exchange-event-sweep-left = { $count ->
    [one] { $count } product that 1C did not send was left in the catalogue
   *[other] { $count } products that 1C did not send were left in the catalogue
}
exchange-event-sweep-taken-back = { $count ->
    [one] { $count } hidden product was put back into the catalogue
   *[other] { $count } hidden products were put back into the catalogue
}
exchange-col-product = Product
exchange-col-article = Article

# Quarantine and archive
exchange-job-archive = Clearing the archive of the exchange with 1C
exchange-file-retry = Load again
exchange-file-discard = Remove
exchange-file-retried = The file was taken and left the quarantine
exchange-file-refused-again = The file was refused again and stays in quarantine
exchange-file-discarded = The file was removed from the quarantine
exchange-file-taken-later = Taken later
exchange-file-removed = Removed from the quarantine
exchange-retry-gone = This file is no longer in quarantine
exchange-door-retry = From the quarantine
exchange-sweep-nothing = This exchange left nothing to hide
exchange-event-file-retried = File { $name } was taken from the quarantine
exchange-event-file-refused-again = File { $name } of the quarantine was refused again
exchange-event-file-discarded = File { $name } was removed from the quarantine
exchange-event-archive-pruned = { $count ->
    [one] { $count } old file left the archive of the exchange, { $mb } MB
   *[other] { $count } old files left the archive of the exchange, { $mb } MB
}

# Words of 1C that are understood at once
exchange-usual = Usual statuses of 1C that have not been met yet
exchange-usual-about = They are understood like this without being set up. A meaning can be changed beforehand
exchange-status-by-default = By default
exchange-status-waits = { $count ->
    [0] Waits for a decision
    [one] Waits for a decision, met in { $count } document
   *[other] Waits for a decision, met in { $count } documents
}
exchange-http-fault = { $reason } (line { $line })
exchange-home-queue = 1C does not take orders: { $name }
exchange-home-queue-why = The oldest waits since { $since }
exchange-home-queue-do = Look
