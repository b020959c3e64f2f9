//! Parts of a file that was sent in pieces under one name.
//!
//! Nothing marks the last piece, and a request that was retried repeats one. So pieces are kept as they came and put
//! together when the file is asked for; where the plain sequence does not make a valid file, other readings are tried.

/// One piece as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub length: u64,
    /// Hash of its bytes.
    pub hash: [u8; 32],
    /// [`begins_afresh`] of its first bytes.
    pub afresh: bool,
}

/// Do these first bytes begin a file, rather than continue one?
pub fn begins_afresh(start: &[u8]) -> bool {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    text.starts_with(b"<?xml") || start.starts_with(b"PK\x03\x04")
}

/// The ways to put pieces together, likeliest first, each as indexes of pieces: all; all without one that was repeated
/// at once; from the last that begins a file; the same without repeats. A way that equals an earlier one is left out.
pub fn join_plans(chunks: &[Chunk]) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..chunks.len()).collect();
    let without_repeats = |plan: &[usize]| -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::with_capacity(plan.len());
        for &at in plan {
            let repeats = kept
                .last()
                .is_some_and(|&last| chunks[last].hash == chunks[at].hash && chunks[last].length == chunks[at].length);
            if !repeats {
                kept.push(at);
            }
        }
        kept
    };
    let last_start = chunks.iter().rposition(|chunk| chunk.afresh).unwrap_or(0);
    let afresh: Vec<usize> = (last_start..chunks.len()).collect();
    let mut plans: Vec<Vec<usize>> = Vec::new();
    for plan in [
        all.clone(),
        without_repeats(&all),
        afresh.clone(),
        without_repeats(&afresh),
    ] {
        if !plan.is_empty() && !plans.contains(&plan) {
            plans.push(plan);
        }
    }
    plans
}
