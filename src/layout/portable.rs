//! Names that not every system takes as those of files and folders.
//!
//! Source: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>, read on 2026-11-28.

/// Names of devices, which Windows keeps with any extension: `con.yaml` is the console.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Names of devices that a digit belongs to, such as `com1`.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether Windows reads a name, up to its first dot, as that of a device, so that neither a file nor a folder can have it.
pub fn is_reserved_on_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is = |device: &&str| stem.eq_ignore_ascii_case(device);
    let is_numbered = || {
        let (device, digit) = (stem.get(..3).unwrap_or_default(), stem.get(3..).unwrap_or_default());
        let is_digit = matches!(digit, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
        is_digit && NUMBERED_DEVICES.iter().any(|numbered| device.eq_ignore_ascii_case(numbered))
    };
    DEVICES.iter().any(is) || is_numbered()
}

/// Why Git cannot check a file or folder of this name out on every system; [`None`] when it can.
pub fn unportable(name: &str) -> Option<&'static str> {
    if is_reserved_on_windows(name) {
        Some("has a part that Windows keeps for a device")
    } else if name.ends_with(['.', ' ']) {
        Some("has a part that ends in a dot or a space, which Windows drops")
    } else if name.contains(|character: char| "<>:\"|?*".contains(character) || character.is_control()) {
        Some("has a character that is not portable")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_kept_with_any_extension() {
        for name in ["con", "CON", "aux.yaml", "nul", "prn.tf", "com1", "lpt9.yaml", "Com5.tar.gz", "com²", "nul .x"] {
            assert!(is_reserved_on_windows(name), "{name}");
        }
        for name in ["", "co", "con1", "conf", "com0", "com", "com10", "lpt", "xcon", "prod-con", "a.con", "auxiliary"]
        {
            assert!(!is_reserved_on_windows(name), "{name}");
        }
    }

    #[test]
    fn other_names_that_windows_cannot_hold_are_told() {
        for (name, expected) in [
            ("a.", Some("has a part that ends in a dot or a space, which Windows drops")),
            ("a ", Some("has a part that ends in a dot or a space, which Windows drops")),
            ("a:b", Some("has a character that is not portable")),
            ("a\nb", Some("has a character that is not portable")),
            ("what?", Some("has a character that is not portable")),
            (".gitattributes", None),
            ("main.tf", None),
        ] {
            assert_eq!(unportable(name), expected, "{name:?}");
        }
    }
}
