//! Values as Python writes them.

/// `(3, 3)`
pub fn pair([y, x]: [usize; 2]) -> String {
    format!("({y}, {x})")
}

/// `[(1, 1), (0, 2)]`
pub fn pairs([y, x]: [[usize; 2]; 2]) -> String {
    format!("[{}, {}]", pair(y), pair(x))
}

/// `[-1, 0.5, 1]`; each number is the shortest text of its float32.
pub fn row(values: &[f32]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("[{}]", texts.join(", "))
}

/// Rows below one another, in brackets, `indent` deep.
pub fn rows(values: &[f32], width: usize, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let lines: String = values
        .chunks(width)
        .map(|values| format!("{margin}    {},\n", row(values)))
        .collect();
    format!("[\n{lines}{margin}]")
}

/// Text as JSON, and Python, has it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Bytes in 64 letters.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= three.len() { letter as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_in_64_letters() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn numbers_are_the_shortest_that_read_back() {
        assert_eq!(row(&[-1.0, 0.1, 1.0 / 9.0, 1e-7]), "[-1, 0.1, 0.11111111, 0.0000001]");
    }

    #[test]
    fn text_is_quoted_for_json() {
        assert_eq!(quoted("a \"b\"\\\n\t"), r#""a \"b\"\\\n\u0009""#);
    }
}
