# Approval inside a dealer: rules, the chain, the decision, the link in a letter.

approvals-title = Approvals
approvals-about = Orders of your company that wait for a decision before they go to the manufacturer.
approvals-mine = Waiting for me
approvals-mine-none = Nothing waits for your decision now.
approvals-others = All approvals
approvals-empty = No approvals yet
approvals-empty-do = When a rule of your company asks for approval of an order, it appears here.
approvals-empty-rules = Orders go straight to the manufacturer. Add a rule to have the director look at large orders, or at those over budget, first.
approvals-look = Look
approvals-open = Open the approval
approvals-save = Save
approvals-cancel = Cancel
approvals-choose = Choose
approvals-anyone = Anyone who may approve
approvals-nobody = Nobody

approvals-col-draft = Order
approvals-col-state = State
approvals-col-sender = Sent by
approvals-col-sum = Total
approvals-col-sent = When
approvals-col-goods = Goods
approvals-col-quantity = Quantity
approvals-col-when = When approval is needed
approvals-col-who = Who approves

approvals-state-waiting = Waits for approval
approvals-state-approved = Approved
approvals-state-refused = Refused
approvals-state-withdrawn = Withdrawn
approvals-mark = Waits for: { $who }
approvals-mark-outside = Waits for approval at the dealer

approvals-home-waits =
    { $n ->
        [one] { $n } order waits for your decision
       *[other] { $n } orders wait for your decision
    }
approvals-home-why = “{ $name }”, sent by { $sender }

approvals-send = Send for approval
approvals-sent = “{ $name }” is sent for approval
approvals-withdraw = Withdraw from approval
approvals-withdrawn = “{ $name }” can be changed again
approvals-decided = “{ $name }”: your decision is noted
approvals-needed = The order is approved first
approvals-own-passes = You approve this order yourself: your company allows it
approvals-held = Sent by { $sender }. Until it is decided the draft is closed for changes.
approvals-outside = The draft waits for approval inside the dealer. Until then it can’t be changed or submitted.
approvals-why-total = The total is { $from } or more
approvals-why-total-blind = A large total
approvals-why-budget = The budget of the month is { $limit }, this order makes it { $spent }
approvals-why-budget-blind = Over the budget of the month
approvals-why-group = Has goods of “{ $name }”

approvals-by-deputy = { $name } (standing in for { $of })
approvals-by-director = { $name }, director
approvals-by-oneself = { $name }, own order
approvals-by-alone = { $name }, nobody else is left
approvals-note-deputy = Standing in: { $names }
approvals-note-director = Can’t decide, a director does: { $names }
approvals-note-alone = Nobody else is left, { $names } decides
approvals-note-nobody = Nobody can decide
approvals-note-oneself = Your step passes by itself
approvals-step-yes = Approved { $at }
approvals-step-by-letter = by the link in the letter
approvals-step-now = Waiting for the decision
approvals-step-incapable = can’t approve now, a director decides
approvals-step-left = has left, a director decides

approvals-sent-by = Sent by { $name } { $at }
approvals-chain = Who approves
approvals-goods = What is approved
approvals-total = Total
approvals-line-gone = no price now
approvals-decision = Your decision
approvals-yours = Your order
approvals-approve = Approve
approvals-approve-last = Approve and submit the order
approvals-last-about = Yours is the last word: the order goes to the manufacturer at once, and its prices are fixed.
approvals-refuse = Refuse
approvals-refuse-do = Refuse and return
approvals-reason = Reason
approvals-reason-about = Whoever sent the order will read it.
approvals-reason-missing = Say why you refuse
approvals-reason-long = Too long: { $max } characters at most
approvals-you-deputy = You decide as the deputy of { $of }.
approvals-you-director = You decide as a director. The history keeps that.
approvals-you-alone = Nobody but you is left to decide. The history keeps that.
approvals-to-order = Order { $number }
approvals-to-draft = Draft
approvals-prices-moved = Prices moved after it was sent
approvals-grew = The total has grown: you approve the new one.
approvals-grew-again = The total has grown. Earlier decisions were about a smaller one, so those who gave them are asked again after yours.
approvals-fell = The total is smaller: earlier decisions hold.
approvals-broken = The order can’t go as it is
approvals-broken-do = Some goods are no longer sold, have no price, or don’t fit their packs. Refuse with a reason: the order goes back to be mended.
approvals-refused-by = Refused: { $who }, { $at }
approvals-refused-do = Mend the draft and send it again.
approvals-of-order = Approval

approvals-over-approved = Already approved: order { $number }
approvals-over-refused = Already refused: { $who }. The draft is back with its sender
approvals-over-withdrawn = Withdrawn: { $who }. Nothing is left to decide
approvals-refusal-moved = The approval changed while you were looking. Look again
approvals-refusal-turn = It is not your turn to decide
approvals-refusal-blind = You don’t see purchase prices now, and only a total that is seen can be approved. If “Client beside me” is on, switch it off. Otherwise a director decides
approvals-refusal-prices = Prices were updated. Check the new total and decide again
approvals-refusal-placed = The order is already submitted
approvals-refusal-waits = The draft waits for approval. The order goes once it is approved
approvals-refusal-needed = This order has to be approved first. Open the draft and press “Send for approval”
approvals-refusal-unneeded = This order needs no approval. Submit it as usual
approvals-refusal-nobody = Nobody can approve the order now. Ask a director to mend the rules
approvals-refusal-edit = With this change the order has to be approved. Add what is missing as a draft of its own and send that for approval.
approvals-refusal-acceptance = { $known ->
    [0] With this change the order has to be approved, and there is nobody who may. Ask a director.
   *[other] With this change the order has to be approved. Who may accept it: { $people }.
}
approvals-refusal-withdraw = The sender or a director can withdraw it

approvals-rules = Rules of approval
approvals-rules-about = Which orders of the company are approved first. What is already sent keeps its chain. A director may decide at any step.
approvals-rules-empty = No rules
approvals-rules-empty-do = Orders go straight to the manufacturer. Add a rule: by total, by budget, or by product group.
approvals-rules-rest = The manufacturer withholds the right to approve from your company. The rules rest, orders go at once
approvals-rules-many = There are no more than { $max } rules. Remove some
approvals-rule = Rule
approvals-rule-new = New rule
approvals-rule-save = Save the rule
approvals-rule-saved = The rule is saved
approvals-rule-removed = The rule is removed. What already waits keeps its chain
approvals-rule-remove = Remove the rule
approvals-rule-remove-ask = Remove the rule?
approvals-rule-remove-means = It stops no new orders any more. What already waits keeps its chain.
approvals-rule-moved = Somebody else has just changed this. See what it is now and try again
approvals-rule-sum = Give a sum above zero
approvals-rule-currency = Choose a currency
approvals-rule-person = There is no such person in the company
approvals-rule-group = Choose a product group
approvals-rule-steps = Choose who approves
approvals-rule-incapable = { $name } can’t approve: that takes the rights “Approve orders”, “See approvals that one takes part in”, and “See purchase prices”
approvals-sort-total = By total
approvals-sort-budget = By budget of the month
approvals-sort-group = By product group
approvals-when-total = Orders of { $from } or more
approvals-when-budget = One person’s orders of a month over { $limit }
approvals-when-budget-of = { $name }: orders of a month over { $limit }
approvals-when-group = Goods of “{ $name }”
approvals-field-sum = Sum
approvals-field-from = Total from
approvals-field-budget = Budget of the month
approvals-field-currency = Currency
approvals-field-person = Whose budget
approvals-field-group = Product group
approvals-field-step1 = First approves
approvals-field-step2 = Then
approvals-field-step3 = And finally
approvals-everyone = Of everyone without their own
approvals-total-about = Orders in another currency are left alone: sums are never converted.
approvals-budget-about = Submitted orders of the month count, with the new one and without cancelled ones. Currencies are never added up.
approvals-person-about = A budget of one’s own goes before the common one.
approvals-group-about = And all that is inside it.
approvals-choice-gone = { $name }: has left
approvals-choice-left = { $name }: can’t approve
approvals-who-title = Who can approve
approvals-who-about = Those who hold the right to approve and see purchase prices. For the time of a holiday appoint a deputy: open the rights of who stays, and say whom they stand in for.
approvals-who-not = Can’t yet:
approvals-rights = Rights and deputies
approvals-own-title = One’s own orders
approvals-own = An approver may approve their own order
approvals-own-about = If off, a director decides instead; a sole director decides their own. If on, the sender’s step passes at once, and the history shows it.

approvals-letter-as = A link from a letter. To: { $name }. It is good for one decision.
approvals-letter-used = A decision was made by this link
approvals-letter-turn = It is not your turn to decide
approvals-letter-more = Everything about the approval is in the cabinet.
approvals-letter-sign-in = Sign in and open it

approvals-event-sent = “{ $name }” waits for approval, sent by { $sender }
approvals-event-decided = “{ $name }”: approved by { $who }
approvals-event-decided-for = “{ $name }”: approved by { $who } for { $of }
approvals-event-placed = “{ $name }” is approved, order { $number } is submitted
approvals-event-by-oneself = “{ $name }”: { $sender } approved their own order { $number }
approvals-event-refused = “{ $name }”: refused by { $who }
approvals-event-refused-for = “{ $name }”: refused by { $who } for { $of }
approvals-event-withdrawn = “{ $name }” is withdrawn from approval
approvals-event-rule-made = A rule of approval was added
approvals-event-rule-changed = A rule of approval was changed
approvals-event-rule-removed = A rule of approval was removed
approvals-event-own-on = Approvers may approve their own orders
approvals-event-own-off = Approvers may no longer approve their own orders
