# Quick order: rows are typed, pasted and uploaded.

quick-title = Quick order
quick-drafts = Drafts
quick-about = Type articles, paste columns from a spreadsheet or upload a file. You will see what was found before any line goes into a draft.
quick-about-draft = Lines go into the draft “{ $draft }”. You will see what was found first.
quick-dealer = For which dealer
quick-dealer-none = Choose a dealer
quick-dealer-choose = Choose
quick-rows = Rows
quick-rows-about = Enter: the next field
quick-rows-more = More rows
quick-check = Check
quick-col-what = Article or name
quick-col-article = Article
quick-col-quantity = Quantity
quick-col-comment = Comment
quick-col-why = What to mend
quick-col-found = Product
quick-col-price = Price
quick-col-sum = Sum
quick-col-rrp = RRP
quick-col-action = Action
quick-what-of = Article or name, row { $n }
quick-quantity-of = Quantity, row { $n }
quick-choice-of = Choice of a product, row { $n }
quick-suggestions = Products that fit
quick-paste = Paste from a spreadsheet
quick-paste-label = Columns “article” and “quantity”
quick-paste-about = Up to 5,000 rows. Columns in any order; headings may stay.
quick-paste-example = TV-70-2S	12
quick-paste-check = Check what was pasted
quick-file = Upload a file
quick-file-label = An XLSX or CSV file
quick-file-about = Up to 5,000 rows and 5 MB. The first sheet is read.
quick-file-check = Upload and check
quick-file-sheet = Order
quick-file-template = Order template
quick-file-rest = Rows to mend
quick-open = Unfinished lists
quick-home = Order by a list
quick-home-why = Paste columns from a spreadsheet or upload a file
quick-template = Template:

quick-headings-article = article,sku,code,item,part number,barcode
quick-headings-name = name,product,description
quick-headings-quantity = quantity,qty,pcs,amount
quick-headings-comment = comment,note,notes

quick-units = pcs pc piece pieces ea, pack packs, set sets, pair pairs, m, kg, g, l, roll rolls, t

quick-check-title = Check of rows
quick-check-all-good = { $lines ->
    [one] { $lines } row is ready to order.
   *[other] { $lines } rows are ready to order.
}
quick-check-some = { $lines ->
    [one] { $lines } row is ready
   *[other] { $lines } rows are ready
}, { $bad ->
    [one] { $bad } has to be mended.
   *[other] { $bad } have to be mended.
}
quick-check-bad = { $bad ->
    [one] { $bad } row has to be mended.
   *[other] { $bad } rows have to be mended.
}
quick-unsearched = { $n ->
    [one] Similar products are shown for the first { $limit } rows that were not found; { $n } more was not searched for. Mend these and check again.
   *[other] Similar products are shown for the first { $limit } rows that were not found; { $n } more were not searched for. Mend these and check again.
}
quick-check-again = Check again
quick-check-went = The ready rows are in the draft “{ $draft }” already
quick-check-none = Nothing here
quick-check-none-do = All rows are done with.
quick-to-draft = Open the draft
quick-lines = Rows
quick-lines-count = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
quick-place = Row { $n }
quick-row-remove = Leave out row { $n }
quick-kinds = What to show
quick-kind-all = All
quick-kind-bad = To mend
quick-kind-ready = Ready
quick-kind-remarked = With a remark
quick-kind-ambiguous = To choose
quick-kind-configure = To configure
quick-kind-not-found = Not found
quick-kind-withdrawn = Withdrawn
quick-kind-quantity = Quantity
quick-choose = Choose a product
quick-choice-read = { $what } — { $quantity }
quick-configure = Configure
quick-choose-substitute = Substitutes and similar products
quick-take-substitute = Take the substitute
quick-choose-near = Similar products

quick-remark-rounded = Sold by { $step } { $unit }: { $to } instead of { $asked }
quick-remark-converted = The substitute is sold in another unit: { $asked } { $from } is { $to } { $unit }
quick-remark-short = { $have } { $unit } in stock
quick-remark-none = Not in stock
quick-remark-summed = { $rows ->
    [one] Summed from { $rows } row
   *[other] Summed from { $rows } rows
}
quick-remark-read = Read as “{ $what }”, quantity { $quantity }
quick-remark-joined = Added to row { $place }
quick-why-ambiguous = { $n ->
    [one] { $n } product fits: choose it
   *[other] { $n } products fit: choose one
}
quick-why-unsure = The row can be read in several ways: choose product and quantity
quick-why-configure = Made to order: it is priced once configured
quick-why-unit = Sold in “{ $unit }”, written in “{ $written }”
quick-why-substitute-unit = The former goods were sold in “{ $old }”, the substitute is sold in “{ $unit }”: write the quantity with its unit
quick-why-several-numbers = Several numbers stand here, leave one
quick-why-not-found = The catalogue has no such product
quick-why-nothing-written = No article is given
quick-why-withdrawn = Not sold any more, no substitute is named
quick-why-replaced = Not sold any more. Instead: { $what }
quick-why-near = Similar: { $near }
quick-why-not-positive = The quantity must be more than zero
quick-why-too-much = The quantity is more than 1,000,000

quick-put-title = Into a draft
quick-put-draft = Draft
quick-put-new = A new draft
quick-put-name = Name of the new one
quick-put-do = { $n ->
    [one] Add { $n } line to a draft
   *[other] Add { $n } lines to a draft
}
quick-put-rest = { $n ->
    [one] { $n } row to mend stays here.
   *[other] { $n } rows to mend stay here.
}
quick-put-unfinished = { $n ->
    [one] { $n } row has to be configured: “Configure” adds it to the draft.
   *[other] { $n } rows have to be configured: “Configure” adds each to the draft.
}
quick-put-none = No row is ready. Mend the rows and check again.
quick-put = { $lines ->
    [one] { $lines } line went into the draft “{ $draft }”
   *[other] { $lines } lines went into the draft “{ $draft }”
}
quick-put-some = { $lines ->
    [one] { $lines } line went into the draft “{ $draft }”. Left: { $left }
   *[other] { $lines } lines went into the draft “{ $draft }”. Left: { $left }
}
quick-put-many = Rows went into { $drafts } drafts: { $names }. Rows in all: { $lines }
quick-put-many-some = Rows went into { $drafts } drafts: { $names }. Rows in all: { $lines }, left here: { $left }
quick-put-drafts = A draft takes up to { $limit } rows, so { $n ->
    [one] { $n } draft is
   *[other] { $n } drafts are
} needed: the next ones get the same name with a number.
quick-typed-over = On the list now: “{ $what }”, quantity { $quantity }
quick-typed-lost = These rows are not on the list any more; you typed:
quick-total = To pay
quick-total-rrp = At RRP
quick-rest = Take as a file
quick-rest-about = Rows to mend, each with the reason. Mend them and upload again.
quick-remove = Delete the list
quick-remove-ask = Delete this list?
quick-remove-what = Rows that are not in a draft yet will be gone. Drafts stay.
quick-keep = Keep
quick-draft-unnamed = Quick order of { $day }

quick-refusal-nothing = Nothing to check yet: type articles, paste columns or choose a file
quick-refusal-too-many = A list has { $limit } rows at most. Split it into parts
quick-refusal-moved = The list was changed while you were looking at it. What you typed is still in the fields: compare and send again
quick-refusal-none-ready = No row is ready. Mend the rows and check again
quick-refusal-no-file = Choose a file
quick-refusal-draft-full = This draft has no more room: an order has 1,000 lines at most. Choose another one or a new one

quick-job-tidy = Forgets lists of quick order older than two weeks
