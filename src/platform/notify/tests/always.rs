//! What is mailed to everybody who is told, and what a letter alone says.

use super::*;

/// A change of rights, with more in its letter than anybody else reads.
struct Grave(DealerId, Vec<Recipient>);

impl Event for Grave {
    fn kind(&self) -> &'static str {
        "access.entitled"
    }
    fn subject(&self) -> Subject {
        Subject::new("membership", "1", "/company")
    }
    fn dealer(&self) -> Option<DealerId> {
        Some(self.0)
    }
    fn sentence(&self) -> Message {
        Message::new("access-event-invited").with("name", "Короткое")
    }
    fn letter(&self) -> Option<Message> {
        Some(Message::new("access-event-invited").with("name", "Подробное"))
    }
    fn told(&self) -> Vec<Recipient> {
        self.1.clone()
    }
    fn always_mailed(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn changes_of_rights_are_mailed_to_who_wishes_no_letters_and_only_the_letter_says_more() {
    let bench = peopled().await;
    let (north, director) = (dealer("north"), member_id("director"));
    let quiet = move |write: &mut crate::platform::access::Write<'_, '_>| set_mail(write, director, Some(north), false);
    bench.access.write(quiet).await.unwrap();
    let told = vec![Recipient::Member { membership: director }];
    bench.tell(&bench.access, Told(Some(north), told.clone())).await;
    bench
        .access
        .write(move |write| write.change(&Grave(north, told.clone())).map(|_| ()))
        .await
        .unwrap();
    bench.ring().await;
    let letters = bench.letters();
    let lines: Vec<&Message> = letters
        .iter()
        .flat_map(|letter| &letter.lines)
        .map(|line| &line.sentence)
        .collect();
    let grave = Grave(north, Vec::new());
    assert_eq!(lines, [&grave.letter().unwrap()]);
    assert_eq!(letters[0].subject, grave.sentence());
    let tx = bench.access.read().unwrap();
    let notices = tx
        .scan(&NOTICE_BY_MEMBER, &director, &PageRequest::first(9))
        .unwrap()
        .items;
    assert!(notices.iter().any(|notice| notice.sentence == grave.sentence()));
    assert!(
        notices
            .iter()
            .all(|notice| Some(&notice.sentence) != grave.letter().as_ref())
    );
}
