//! Which requests are answered.
//!
//! In goes the head of a request; out comes the path it asks for, decoded once, or why it is refused. A page of another
//! site can make a browser send requests here, under a name that it leads to this computer (DNS rebinding): so the name
//! that was asked for must be one of this computer's own.

use hyper::header::{HOST, ORIGIN};
use hyper::http::uri::Authority;
use hyper::{Method, Request};
use percent_encoding::percent_decode_str;

/// The names of this computer for itself.
const OWN: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub status: u16,
    pub why: &'static str,
}

const HOST_WRONG: Refusal = Refusal { status: 421, why: "this server answers to localhost and its port alone\n" };
const ORIGIN_WRONG: Refusal = Refusal { status: 403, why: "this server answers its own pages alone\n" };
const METHOD_WRONG: Refusal = Refusal { status: 405, why: "pages here are only read\n" };
const PATH_WRONG: Refusal = Refusal { status: 400, why: "the address is not UTF-8\n" };

/// The path that a request asks for, if it may ask.
pub(super) fn path<B>(request: &Request<B>, port: u16) -> Result<String, Refusal> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(HOST_WRONG) };
    let named = request.uri().authority().is_none_or(|authority| is_own(authority.as_str(), port));
    if !named || !host.to_str().is_ok_and(|host| is_own(host, port)) {
        return Err(HOST_WRONG);
    }
    for origin in request.headers().get_all(ORIGIN) {
        let from = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if !from.is_some_and(|from| is_own(from, port)) {
            return Err(ORIGIN_WRONG);
        }
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(METHOD_WRONG);
    }
    let path = percent_decode_str(request.uri().path()).decode_utf8();
    path.map(std::borrow::Cow::into_owned).map_err(|_| PATH_WRONG)
}

/// Whether a browser says that one of the pages of this server asks; other programs say nothing.
pub(super) fn is_same_site<B>(request: &Request<B>) -> bool {
    let mut said = request.headers().get_all("sec-fetch-site").iter();
    said.all(|site| site.as_bytes() == b"same-origin")
}

/// Whether a name with its port is this server's.
fn is_own(text: &str, port: u16) -> bool {
    let Ok(authority) = text.parse::<Authority>() else { return false };
    let own = OWN.iter().any(|own| authority.host().eq_ignore_ascii_case(own));
    // 80 is the port of addresses that name none.
    own && !text.contains('@') && authority.port_u16().unwrap_or(80) == port
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(uri: &str, headers: &[(&str, &str)]) -> Result<String, u16> {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        path(&request.body(()).expect("a request"), 1111).map_err(|refusal| refusal.status)
    }

    #[test]
    fn only_this_computer_and_its_port_are_answered_to() {
        for fine in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "[::1]:1111"] {
            assert_eq!(asked("/a", &[("host", fine)]), Ok("/a".to_owned()), "{fine}");
        }
        for bad in [
            "",
            "localhost",
            "localhost:80",
            "example.org:1111",
            "127.0.0.1.example.org:1111",
            "a@localhost:1111",
            "localhost:1111@example.org",
            "localhost.:1111",
            "0.0.0.0:1111",
            "127.0.0.2:1111",
            "::1:1111",
            "localhost:1111/x",
        ] {
            assert_eq!(asked("/a", &[("host", bad)]), Err(421), "{bad}");
        }
        assert_eq!(asked("/a", &[]), Err(421));
        assert_eq!(asked("/a", &[("host", "localhost:1111"), ("host", "example.org")]), Err(421));
        assert_eq!(asked("http://example.org:1111/a", &[("host", "localhost:1111")]), Err(421));
    }

    #[test]
    fn pages_of_other_sites_are_not_answered() {
        let with = |origin| asked("/", &[("host", "localhost:1111"), ("origin", origin)]);
        assert_eq!(with("http://localhost:1111"), Ok("/".to_owned()));
        for bad in ["null", "https://localhost:1111", "http://localhost:2222", "http://example.org", ""] {
            assert_eq!(with(bad), Err(403), "{bad}");
        }
    }

    #[test]
    fn a_path_is_decoded_once() {
        let own = [("host", "localhost:1111")];
        assert_eq!(asked("/%25%32%65%C9%99?x=%2e", &own), Ok("/%2eə".to_owned()));
        assert_eq!(asked("/%ff", &own), Err(400));
    }
}
