//! Texts that people typed, as they are kept.

/// A text as it is kept: line ends are one kind, and what can't be seen is left out.
pub fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !turns_direction(*c))
        .collect();
    text.trim().to_owned()
}

/// The same of a text that has one line: a name, a telephone.
pub fn cleaned_line(text: &str) -> String {
    cleaned(text).replace(['\n', '\t'], " ")
}

/// Characters that write what follows the other way round, so that a name may look like another.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(cleaned("  a\r\nb\rc\0\u{202e}d  "), "a\nb\ncd");
        assert_eq!(cleaned_line("Ivan\r\n\tPetrov\u{202e}\u{1b}[31m"), "Ivan  Petrov[31m");
    }
}
