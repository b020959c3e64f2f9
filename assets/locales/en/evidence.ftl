# The evidence pack: an order's story as one signed archive.

evidence-button = Evidence
evidence-title = Evidence pack of order { $number }
evidence-what = What is inside
evidence-about = One archive with the story of the order. It can be read without the cabinet and verified without us.
evidence-holds-states = Every version of the order: who changed what, when, and on whose behalf.
evidence-holds-talk = The conversation, documents, and letters with the mail server’s answers.
evidence-holds-files = Attached files with their checksums.
evidence-holds-chain = Entries of the journal, the chain up to its newest entry, and the cabinet’s signature.
evidence-prices = The archive holds prices and sums. Hand it only to those who may see them.
evidence-internal = With internal notes
evidence-internal-hint = Of your own company only. Notes of the other side are never in the archive.
evidence-take = Download the archive
evidence-check = How to verify it
evidence-check-how = Verification needs no access to the cabinet: the program kabinet and the archive are enough.
evidence-key = Public key of the cabinet
evidence-key-hint = Write the key down now and keep it apart from archives. It tells that this very cabinet signed one.
evidence-refused-long = The order has too many entries for one archive.

evidence-job-head = The journal’s head by mail
evidence-event-taken = The evidence pack of order { $number } was downloaded
evidence-event-head =
    { $n ->
        [one] The journal’s head { $seq } was sent in { $n } letter
       *[other] The journal’s head { $seq } was sent in { $n } letters
    }
evidence-letter-subject = Head of the journal: entry { $seq }
evidence-letter-head = Newest entry of the cabinet’s journal: { $seq }, { $at }.
evidence-letter-hash = { $seq }:{ $hash }
evidence-letter-key = Public key of the cabinet: { $key }
evidence-letter-keep = Keep this letter. As long as you have it, no entry before this one can be changed unseen: the hash won’t match when an evidence pack is verified.

evidence-pack-title = The story of order { $number }
evidence-pack-demo = This is data of a demonstration: companies, people and orders are made up.
evidence-pack-dealer = Dealer
evidence-pack-name = Name
evidence-pack-total = Total with VAT
evidence-pack-made = Made
evidence-pack-holds = Contents
evidence-pack-for-staff = As the manufacturer sees the order.
evidence-pack-for-dealer = As the dealer sees the order.
evidence-pack-with-notes = With the internal notes of its own side.
evidence-pack-without-notes = Without internal notes.
evidence-pack-how = This page is for reading. What proves are the files beside it: journal.jsonl, chain.bin and the signed list manifest.json. To verify without access to the cabinet:
evidence-pack-trust = Verification tells what the journal’s chain confirms, what the signature alone confirms, and what the archive doesn’t prove.
evidence-pack-behalf = on behalf of { $name }
evidence-pack-events = What happened
evidence-pack-entry = Entry
evidence-pack-when = When
evidence-pack-who = Who
evidence-pack-said = What
evidence-pack-erased = The particulars were erased, the entry stays in the chain
evidence-pack-only-link = The journal of the archive shows only that the entry is there
evidence-pack-states = Versions of the order
evidence-pack-version = Version { $version }, { $at }, { $who }, entry { $seq }
evidence-pack-unchanged = The terms of the order did not change.
evidence-pack-last = The order when the archive was made
evidence-pack-stage = Stage
evidence-pack-goods = Goods
evidence-pack-quantity = Quantity
evidence-pack-price = Price
evidence-pack-vat = VAT
evidence-pack-sum = Sum
evidence-pack-what = What
evidence-pack-old = Before
evidence-pack-new = After
evidence-pack-added = Added
evidence-pack-removed = Removed
evidence-pack-talk = Conversation
evidence-pack-talk-none = There are no messages.
evidence-pack-note = internal note
evidence-pack-edited = edited { $at }
evidence-pack-taken-back = The message was taken back { $at }
evidence-pack-file = File
evidence-pack-documents = Documents
evidence-pack-mail = Letters
evidence-pack-mail-kept = The cabinet keeps letters for 90 days: earlier ones are not here. A mail server’s answer says that a letter was accepted, not that it was read.
evidence-pack-mail-waits = Not sent yet.
evidence-pack-files = Files
evidence-pack-file-missing = the file is not in the cabinet, or is damaged
evidence-pack-chain = Chain of the journal
evidence-pack-chain-about = The archive holds the chain from entry { $from } to entry { $head }, the newest when it was made. Entries of others are digests only.
evidence-pack-heads = Heads of the journal that were mailed meanwhile. Compare them with letters that were kept:

evidence-verify-good = The archive is whole: order { $number }, made { $made } by the cabinet’s clock.
evidence-verify-bytes = Every byte of the archive was checked: { $n } parts, { $files } of them attached files.
evidence-verify-key-known = The signature was made with the key that you named: { $key }.
evidence-verify-key-unknown = The signature fits the key inside the archive: { $key }. Whose key that is the archive doesn’t prove. Compare it with the key that the manufacturer gave you earlier, or name it with --key.
evidence-verify-entries =
    { $n ->
        [one] { $n } entry of the order stands at its place in the journal’s chain; states confirmed: { $states }; shown as a fact only: { $veiled }.
       *[other] { $n } entries of the order stand at their places in the journal’s chain; states confirmed: { $states }; shown as a fact only: { $veiled }.
    }
evidence-verify-chain = The chain was recomputed from entry { $from } to entry { $head }; entries of others between them: { $others }. Head: { $head }:{ $hash }
evidence-verify-stated = Up to entry { $seq } the chain follows an earlier rule: the order of other entries before it is confirmed by the signature alone.
evidence-verify-no-heads = The head was compared with nothing. If you have a letter with a head of the journal, name it: --head NUMBER:HASH.
evidence-verify-heads =
    { $n ->
        [one] { $n } head from letters matches: entries before it have not changed since the letter was sent.
       *[other] { $n } heads from letters match: entries before the last of them have not changed since the letters were sent.
    }
evidence-verify-demo = This is data of a demonstration: it is made up.
evidence-verify-not = What this doesn’t prove: that the server’s clock was right; that this very person sat behind the account; that all entries of the order are shown; that letters were read. The page index.html and data.json are confirmed by the signature, not by the chain.
evidence-verify-failed = The archive did not pass verification.
evidence-fault-disk = The file can’t be read: { $reason }
evidence-fault-not-a-pack = This is no evidence pack, or it is damaged at its very beginning.
evidence-fault-bytes = Bytes at { $at } are not what they must be: the archive was changed, added to or cut off.
evidence-fault-manifest = The list of the archive’s parts can’t be read.
evidence-fault-signature = The signature doesn’t fit the list of parts.
evidence-fault-other-key = The archive is signed with another key: { $key }.
evidence-fault-part = Part { $name } was changed.
evidence-fault-entry = Entry { $seq } of the journal is not the one that stands in the chain.
evidence-fault-chain = The chain doesn’t hold at entry { $seq }.
evidence-fault-head = The head at entry { $seq } doesn’t match the archive’s chain, or lies outside of it.
