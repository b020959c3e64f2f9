# Why a file is refused
exchange-job-folder = Look into the folder of the exchange with 1C
exchange-fault-empty = The file is empty
exchange-fault-not-xml = This is not XML. A CommerceML export from 1C is expected
exchange-fault-truncated = The file is cut off: its root element is not closed. Export it again
exchange-fault-syntax = The XML is broken: { $detail }
exchange-fault-doctype = DOCTYPE is not accepted: 1C never writes it, and it is dangerous for a server
exchange-fault-entity = Unknown entity &{ $name };
exchange-fault-too-deep = Elements are nested too deeply
exchange-fault-too-large = An element or a value is too large
exchange-fault-too-many-attributes = An element has too many attributes
exchange-fault-encoding = Unknown encoding “{ $label }”
exchange-fault-commerceml-1 = This is CommerceML 1 (1C 7.7). Export CommerceML 2 instead: 1C:Enterprise 8 writes it, and so do add-ons for 7.7
exchange-fault-unknown-root = This is not CommerceML: the root element is “{ $name }”
exchange-fault-json = The JSON is broken: { $detail }
exchange-fault-unknown-version = Unknown version of the extension file: { $version }
exchange-fault-broken-archive = The archive is broken: { $detail }
exchange-fault-too-many-files = The archive holds too many files
exchange-fault-archive-too-large = The archive unpacks to too much data: { $name }
exchange-fault-unsafe-name = A file name that is not allowed in the archive: { $name }
exchange-fault-link = A link instead of a file in the archive: { $name }
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
