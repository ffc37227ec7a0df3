//! Deserializes a tree into a type, as a serde `Deserializer`.
//!
//! The type decides what a plain scalar is: a string field gets `no`, `12:30` or `1.10` as written. An empty value
//! is `None` for an option, and an empty list or group for a type that takes one.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::error::{Error, Names, Wanted};
use super::limits::Limits;
use super::node::{Kind, Tree};
use super::parse;
use super::scalar;

/// Deserializes a whole tree without the entries that are marked in `skipped`, which has one element per node.
pub(super) fn read<T: DeserializeOwned>(tree: &Tree, skipped: &[bool]) -> Result<T, Error> {
    let target = tree.target(0);
    T::deserialize(Cursor { tree, left_out: skipped, at: target }).map_err(|error| error.at(0, target))
}

/// The deserializer of one node, which is never an alias.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    tree: &'t Tree<'t>,
    left_out: &'t [bool],
    at: usize,
}

impl<'t> Cursor<'t> {
    fn read<'de, S: DeserializeSeed<'de>>(self, node: usize, seed: S) -> Result<S::Value, Error> {
        let target = self.tree.target(node);
        seed.deserialize(Self { at: target, ..self }).map_err(|error| error.at(node, target))
    }

    fn kind(self) -> &'t Kind<'t> {
        &self.tree.nodes[self.at].kind
    }

    fn is_null(self) -> bool {
        self.tree.is_null(self.at)
    }

    /// The content of a scalar that is not null.
    fn text(self, expected: impl FnOnce() -> Wanted) -> Result<&'t str, Error> {
        match self.kind() {
            Kind::Text { value, plain } if !(*plain && scalar::is_null(value)) => Ok(value),
            _ => Err(Error::wanted(expected())),
        }
    }

    fn integer(self, min: i128, max: i128) -> Result<i128, Error> {
        let expected = || Wanted::Whole(min, max);
        let number = scalar::whole(self.text(expected)?).filter(|number| (min..=max).contains(number));
        number.ok_or_else(|| Error::wanted(expected()))
    }

    fn children(self) -> Children<'t> {
        Children { cursor: self, at: self.at + 1, end: self.tree.nodes[self.at].next, value: 0 }
    }

    fn no_children(self) -> Children<'t> {
        Children { cursor: self, at: 0, end: 0, value: 0 }
    }

    /// The text of a scalar in brackets, as the one-line list that it may have been meant to be; `None` unless the
    /// visitor accepts that list.
    fn in_brackets<'de, V: Visitor<'de>>(self, visitor: V) -> Option<String> {
        let node = &self.tree.nodes[self.at];
        let written = self.tree.source.get(node.range.clone())?;
        let line = format!("[{written}]");
        let hyphen = written.starts_with('-');
        let (tree, stop) = parse::parse(&line, &Limits::front_matter());
        if hyphen || written.contains('\n') || stop.is_some() {
            return None;
        }
        let skipped = vec![false; tree.nodes.len()];
        let list = Cursor { tree: &tree, left_out: &skipped, at: 0 };
        visitor.visit_seq(list.children()).is_ok().then(|| line.clone())
    }
}

/// Implements the methods that read an integer, with the range of its type.
macro_rules! deserialize_integers {
    ($($deserialize:ident $visit:ident $type:ty)+) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let (min, max) = (i128::from(<$type>::MIN), i128::from(<$type>::MAX));
            let number = self.integer(min, max)?;
            visitor.$visit(<$type>::try_from(number).expect("it is within the limits of its type"))
        })+
    };
}

impl<'de> Deserializer<'de> for Cursor<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::List => visitor.visit_seq(self.children()),
            Kind::Group => visitor.visit_map(self.children()),
            Kind::Text { value, plain: true } => visit_plain(value, visitor),
            Kind::Text { value, plain: false } => visitor.visit_str(value),
            Kind::Alias(_) => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = scalar::boolean(self.text(|| Wanted::Boolean)?.trim());
        visitor.visit_bool(value.ok_or_else(|| Error::wanted(Wanted::Boolean))?)
    }

    deserialize_integers! {
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = scalar::number(self.text(|| Wanted::Number)?);
        visitor.visit_f64(value.ok_or_else(|| Error::wanted(Wanted::Number))?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text(|| Wanted::Text)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_unit() } else { Err(Error::wanted(Wanted::Nothing)) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::List => visitor.visit_seq(self.children()),
            Kind::Text { .. } if self.is_null() => visitor.visit_seq(self.no_children()),
            Kind::Text { .. } => Err(Error::wanted(Wanted::List(self.in_brackets(visitor)))),
            Kind::Group | Kind::Alias(_) => Err(Error::wanted(Wanted::List(None))),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.kind() {
            Kind::Group => visitor.visit_map(self.children()),
            Kind::Text { .. } if self.is_null() => visitor.visit_map(self.no_children()),
            Kind::Text { .. } | Kind::List | Kind::Alias(_) => Err(Error::wanted(Wanted::Group(fields))),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut entries = self.children();
        match self.kind() {
            Kind::Group if entries.next_entry().is_some() && entries.next_entry().is_none() => {
                visitor.visit_enum(Choice { cursor: self, words, key: self.at + 1 })
            }
            Kind::Text { .. } if !self.is_null() => {
                visitor.visit_enum(Choice { cursor: self, words, key: self.at })
            }
            _ => Err(Error::wanted(Wanted::Word(words))),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// Infers the type of a plain scalar, for a visitor that accepts several.
fn visit_plain<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if scalar::is_null(text) {
        return visitor.visit_unit();
    }
    if let Some(value) = scalar::boolean(text) {
        return visitor.visit_bool(value);
    }
    let whole = scalar::whole(text);
    if let Some(value) = whole.and_then(|number| u64::try_from(number).ok()) {
        return visitor.visit_u64(value);
    }
    if let Some(value) = whole.and_then(|number| i64::try_from(number).ok()) {
        return visitor.visit_i64(value);
    }
    // `007` is more likely a code than a number.
    match scalar::number(text).filter(|_| !scalar::has_leading_zeros(text)) {
        Some(value) => visitor.visit_f64(value),
        None => visitor.visit_str(text),
    }
}

/// Iterates over the children of a list or group, without the skipped ones.
struct Children<'t> {
    cursor: Cursor<'t>,
    /// The next child.
    at: usize,
    /// The node after the last child.
    end: usize,
    /// The value of the key that was returned last, in a group.
    value: usize,
}

impl Children<'_> {
    fn next_child(&mut self) -> Option<usize> {
        while self.at < self.end {
            let child = self.at;
            self.at = self.cursor.tree.nodes[child].next;
            if !self.cursor.left_out[child] {
                return Some(child);
            }
        }
        None
    }

    /// The key of the next entry; its value is stored in `value`.
    fn next_entry(&mut self) -> Option<usize> {
        while self.at < self.end {
            let key = self.at;
            self.value = self.cursor.tree.nodes[key].next;
            self.at = self.cursor.tree.nodes[self.value].next;
            if !self.cursor.left_out[key] {
                return Some(key);
            }
        }
        None
    }
}

impl<'de> SeqAccess<'de> for Children<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(child) = self.next_child() else { return Ok(None) };
        self.cursor.read(child, seed).map(Some)
    }
}

impl<'de> MapAccess<'de> for Children<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(key) = self.next_entry() else { return Ok(None) };
        self.cursor.read(key, seed).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        self.cursor.read(self.value, seed)
    }
}

/// A value of an enum: a word (unit variant), or a group of one entry `word: value`.
struct Choice<'t> {
    cursor: Cursor<'t>,
    words: Names,
    key: usize,
}

impl<'de> EnumAccess<'de> for Choice<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let word = self.cursor.read(self.key, seed)?;
        Ok((word, self))
    }
}

impl Choice<'_> {
    fn wrong(&self) -> Error {
        Error::wanted(Wanted::Word(self.words))
    }

    /// The value of the variant; `None` for a word alone.
    fn value(&self) -> Option<usize> {
        (self.key != self.cursor.at).then(|| self.cursor.tree.nodes[self.key].next)
    }
}

impl<'de> VariantAccess<'de> for Choice<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.value() {
            Some(value) if !self.cursor.tree.is_null(value) => Err(self.wrong()),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let value = self.value().ok_or_else(|| self.wrong())?;
        self.cursor.read(value, seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.struct_variant(&[], visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: Names, visitor: V) -> Result<V::Value, Error> {
        let value = self.value().ok_or_else(|| self.wrong())?;
        let cursor = Cursor { at: self.cursor.tree.target(value), ..self.cursor };
        let result = match cursor.kind() {
            Kind::List => cursor.deserialize_seq(visitor),
            Kind::Text { .. } | Kind::Group | Kind::Alias(_) => cursor.deserialize_map(visitor),
        };
        result.map_err(|error: Error| error.at(value, cursor.at))
    }
}
