# Roles and rights
rights-roles = Roles and rights
rights-roles-about = Ready roles can’t be changed, but any of them can be the beginning of your own
rights-role-new = New role
rights-role-copy = Make your own from this
rights-role-saved = Role saved: { $name }
rights-role-of = { $n ->
    [one] { $n } right
   *[other] { $n } rights
}
rights-role-of-own = { $n ->
    [one] { $n } right, only their own orders
   *[other] { $n } rights, only their own orders
}
rights-col-role = Role
rights-col-kind = Kind
rights-col-people = People
rights-col-right = Right
rights-col-since = Asked
rights-col-answer = Answer
rights-kind-own = own
rights-kind-ready = ready
rights-not-held = not held
rights-not-yours = you don’t hold this right
rights-holders = Who holds this role
rights-holders-none = Nobody yet
rights-field-name = Name of the role
rights-field-rights = Rights
rights-field-everywhere = Sees all dealers, and not only their own
rights-field-breadth = Orders and drafts
rights-breadth-means = One’s own are those that a person began or sent, and those entered for them. Offers, conversations, delivery and documents are seen together with the order.
rights-breadth-own = Orders and drafts: only their own
rights-breadth-company = Orders and drafts: of the whole company
rights-form-about = What you can give
rights-form-rule-there = You can give every right that the dealer’s level allows. The role appears in the dealer’s list when somebody is invited or gets another role.
rights-form-rule = You can give only rights that you hold. The role appears in the list when you invite somebody or change their role.
rights-role-remove = Remove role
rights-role-remove-ask = Remove the role “{ $name }”?
rights-role-remove-means = It disappears from the list of roles. The history of changes stays.
rights-dealer-roles = Roles: { $name }
rights-dealer-roles-about = Roles that the dealer made for its people. Its director gets a letter about each change
rights-dealer-roles-none = The dealer has no roles of its own
rights-dealer-roles-open = The dealer’s roles and rights
rights-withheld-there = not available to dealers of this tier
rights-ceilings = Rights allowed to dealers
rights-ceilings-about = A right without a tick is held by nobody at such a dealer, whatever role their director gives
rights-ceiling-of = Dealer tier: { $tier }
rights-person = Rights: { $name }
rights-person-role = Role: { $role }
rights-person-saved = Rights saved: { $name }
rights-own = These are your own rights. Only somebody else can change them
rights-held-given = given personally
rights-held-lent = by standing in
rights-held-narrow = needs the orders of the whole company
rights-held-withheld = not available to your dealer tier
rights-held-asked = asks for this right
rights-give = Give
rights-take = Take back
rights-refuse = Refuse
rights-stand-ins = Standing in
rights-stand-ins-about = Until the day you set, this person holds the colleague’s rights too
rights-stand-in-choose = Choose
rights-stand-in-of = Stands in for
rights-stand-in-until = Last day
rights-stand-in-till = until { $day }
rights-stand-in-begin = Appoint
rights-stand-in-end = End
rights-stand-in-nobody = There is nobody else in the company
rights-day-wrong = A day is needed. For example: 31.12.2026
rights-asks = Requests for rights
rights-asks-about = Who lacked a right and asked for it
rights-asks-wait = { $n ->
    [one] { $n } request for a right waits
   *[other] { $n } requests for rights wait
}
rights-asks-open = Answer
rights-asks-empty = Nobody asks for rights
rights-asks-empty-do = Whoever is refused a page can ask for the right from that very page
rights-asked = Your request is sent. The answer comes with your notices
rights-ask-given = The right is given
rights-ask-refused = The right is refused
rights-section-access = Prices, money and people
rights-section-dealers = Company and dealers
rights-section-catalogue = Catalogue
rights-section-configurator = Goods made to order
rights-section-orders = Orders
rights-section-talk = Conversations
rights-section-delivery = Delivery
rights-section-reports = Reports and plan
rights-section-offers = Offers to clients
rights-section-feeds = Feeds
rights-section-exchange = Exchange with 1C
rights-section-price-changes = Price changes
rights-section-documents = Documents
rights-section-settlements = Settlements
rights-section-evidence = Evidence
rights-section-reconciliation = Reconciliation
rights-section-holds = Stops over payments
rights-section-work-days = Working days
rights-section-calendar = Payment calendar
rights-section-approvals = Approval of orders
