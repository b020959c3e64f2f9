//! How the C library keeps memory that was given back. Imports and the search index take tens of megabytes now and
//! then, from threads that come and go: with the library's own settings much of it would stay with the process.

/// Before any other thread runs.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn settle() {
    use std::ffi::c_int;
    // malloc.h. Requests above the first are mapped and given back one by one; free memory above the second at the top
    // of an arena is given back; the library would raise both as it goes.
    const M_MMAP_THRESHOLD: c_int = -3;
    const M_TRIM_THRESHOLD: c_int = -1;
    const M_ARENA_MAX: c_int = -8;
    const MIB: c_int = 1 << 20;
    unsafe extern "C" {
        /// Takes and returns plain numbers, and leaves a setting that it doesn't know alone.
        safe fn mallopt(setting: c_int, value: c_int) -> c_int;
    }
    // One arena a processor, at least two; the library's own limit is eight times as many.
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    mallopt(M_ARENA_MAX, c_int::try_from(processors.clamp(2, 64)).unwrap_or(2));
    mallopt(M_MMAP_THRESHOLD, MIB);
    mallopt(M_TRIM_THRESHOLD, MIB);
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn settle() {}
