# The conversation on an order: messages, questions, notes for one's own side.

talk-title = Conversations
talk-orders = Orders
talk-count = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
talk-unread = { $n } new
talk-unread-orders = { $n ->
    [one] News in { $n } order
   *[other] News in { $n } orders
}
talk-unread-title = Unread
talk-all-read = All is read
talk-threads = All conversations
talk-inbox-empty = No conversations yet
talk-inbox-empty-do = Open an order and write under its lines: the message stays with the order
talk-names-you = addressed to you
talk-all = Whole conversation
talk-open = Open
talk-earlier = Show earlier
talk-later = To the latest
talk-lines = What it is about
talk-whole = Whole order
talk-empty = Nothing here yet
talk-empty-staff = Write to the dealer: the message and the files stay with the order
talk-empty-dealer = Write to the manufacturer: the message and the files stay with the order
talk-new-from-here = New messages
talk-you = You
talk-of = { $name }, { $company }
talk-by-cabinet = The cabinet
talk-by-link = by the link of a letter
talk-note-staff = the dealer doesn't see it
talk-note-dealer = the manufacturer doesn't see it
talk-about-line = Line { $n }: { $name }
talk-about-gone = A line that is gone: { $name }
talk-line-write = Write about line { $n }
talk-line-open = Conversation about line { $n }: { $count }
talk-removed = The author removed the message { $at }
talk-edited = Changed { $at }
talk-before = Before:

talk-people = Whom to name
talk-text = Message
talk-write-staff = Write to the dealer
talk-write-dealer = Write to the manufacturer
talk-write-line = Write about this line
talk-to = To
talk-to-all = { $n ->
    [one] Everyone: { $n } person will see it
   *[other] Everyone: { $n } people will see it
}
talk-to-hint = The person gets a notice. In the text it works too: type @ and a name
talk-to-other-side = This person is of the other side and won’t see a note for your own. Clear the mark, or choose somebody of yours.
talk-to-gone = This person doesn’t see the conversation any more. Choose another.
talk-files = Files
talk-files-about = Up to 8 files, 10 MB each, 25 MB together
talk-note-only-staff = For the manufacturer only
talk-note-only-dealer = For our company only
talk-ask = Needs an answer
talk-send = Send
talk-answers = Answers the question
talk-answers-one = { $at }: { $text }
talk-answers-none = No, just a message
talk-edit = Change
talk-edit-text = New text
talk-edit-save = Save the text
talk-edit-leave = Leave it as it was
talk-remove = Remove

talk-questions = Waiting for your answer
talk-questions-count = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
talk-questions-shown = { $shown } of { $all }
talk-questions-more = more than { $n }
talk-questions-all = All questions
talk-question-files = A question without text, files: { $n }
talk-answer = Answer
talk-settle = Answered
talk-withdraw = Withdraw the question
talk-waits-for-you = Waits for your answer
talk-waits-for-them = Waits for an answer
talk-answered = Answered

talk-home-unread = { $n ->
    [one] { $n } new message
   *[other] { $n } new messages
}
talk-home-unread-orders = { $n ->
    [one] New messages in { $n } order
   *[other] New messages in { $n } orders
}
talk-home-read = Read

talk-keys = Your letters have links that open this conversation without signing in.
talk-keys-end = Revoke the links
talk-keys-ended = The links of the letters don't work any more
talk-answer-title = Conversation: { $name }
talk-answer-as = Order { $number }. You answer as { $name }, no need to sign in
talk-answer-text = Your answer
talk-answer-sent = The answer is sent and stands on the order
talk-answer-more = Files, lines and the rest are in the cabinet.
talk-answer-sign-in = Sign in and open the order

talk-event-said = { $who } writes about order { $number }
talk-event-asked = { $who } waits for an answer about order { $number }
talk-event-noted = { $who }: an internal note on order { $number }
talk-event-edited = { $who } changes a message of their own on order { $number }
talk-event-taken-back = { $who } removes a message of their own on order { $number }
talk-event-settled = The question about order { $number } is closed

talk-refused-empty = The message is empty. Write something or attach a file
talk-refused-too-long = The message is longer than 10,000 characters. Shorten it or attach it as a file
talk-refused-files = More than 8 files. Send the rest with the next message. The text is kept, choose the files again
talk-refused-file-large = A file is larger than 10 MB. The message was not sent, the text is kept. Choose the files again
talk-refused-file-empty = One of the files is empty. The message was not sent, the text is kept. Choose the files again
talk-refused-full = The conversation has 5,000 messages already. Go on in a new order
talk-refused-not-own = Only one's own message can be changed or removed
talk-refused-late = More than 15 minutes have passed: the message can't be changed any more. Write another one
talk-refused-removed = The message has been removed already
talk-refused-no-question = This question has been answered already
talk-refused-line = The order has no such line any more. Write about the order as a whole
talk-refused-note-asks = The other side doesn't see an internal note and can't answer it. Leave one of the two marks

talk-dealer-none = Nothing was written with this dealer yet
talk-dealer-last = The last message is on order
talk-dealer-questions = Unanswered questions of the dealer
