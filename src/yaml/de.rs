//! Deserializes a tree into a type, as a serde `Deserializer`.
//!
//! The type decides what a plain scalar is: a string field gets `no`, `12:30` or `1.10` as written. An empty value
//! is `None` for an option, and an empty list or group for a type that takes one.

use std::cell::RefCell;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::de_error::{DeError, Expected, StaticNames};
use super::limits::Limits;
use super::line::quote;
use super::node::{NodeKind, YamlTree};
use super::{parse, scalar};

/// A deserialized value, and the single values that were read as lists of one line although their brackets are missing:
/// the node of each, and how it is written as a list.
pub(super) type Lenient<T> = (T, Vec<(usize, String)>);

/// Deserializes a whole tree without the entries that are marked in `skipped`, which has one element per node.
pub(super) fn deserialize_tree<T: DeserializeOwned>(
    tree: &YamlTree,
    skipped: &[bool],
) -> Result<Lenient<T>, DeError> {
    let target = tree.resolve_alias(0);
    let lists = RefCell::new(Vec::new());
    let value = T::deserialize(NodeDeserializer { tree, skipped, lists: &lists, node: target })
        .map_err(|error| error.at_node(0, target))?;
    Ok((value, lists.into_inner()))
}

/// The deserializer of one node, which is never an alias.
#[derive(Clone, Copy)]
struct NodeDeserializer<'t> {
    tree: &'t YamlTree<'t>,
    skipped: &'t [bool],
    /// Single values that were read as lists so far.
    lists: &'t RefCell<Vec<(usize, String)>>,
    node: usize,
}

impl<'t> NodeDeserializer<'t> {
    fn deserialize_node<'de, S: DeserializeSeed<'de>>(
        self,
        node: usize,
        seed: S,
    ) -> Result<S::Value, DeError> {
        let target = self.tree.resolve_alias(node);
        seed.deserialize(Self { node: target, ..self }).map_err(|error| error.at_node(node, target))
    }

    fn kind(self) -> &'t NodeKind<'t> {
        &self.tree.nodes[self.node].kind
    }

    fn is_null(self) -> bool {
        self.tree.is_null(self.node)
    }

    /// The content of a scalar that is not null.
    fn text(self, expected: impl FnOnce() -> Expected) -> Result<&'t str, DeError> {
        match self.kind() {
            NodeKind::Scalar { value, plain } if !(*plain && scalar::is_null(value)) => Ok(value),
            _ => Err(DeError::expected(expected())),
        }
    }

    fn integer(self, min: i128, max: i128) -> Result<i128, DeError> {
        let expected = || Expected::Integer(min, max);
        let number =
            scalar::parse_integer(self.text(expected)?).filter(|number| (min..=max).contains(number));
        number.ok_or_else(|| DeError::expected(expected()))
    }

    fn children(self) -> ChildAccess<'t> {
        ChildAccess {
            cursor: self,
            next: self.node + 1,
            end: self.tree.nodes[self.node].subtree_end,
            current_value: 0,
        }
    }

    fn empty_children(self) -> ChildAccess<'t> {
        ChildAccess { cursor: self, next: 0, end: 0, current_value: 0 }
    }

    /// Reads a scalar as the list of one line that it was meant to be, `p-a, p-b` as `[p-a, p-b]`, and records that.
    fn deserialize_as_list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        let Some(line) = self.as_list_line() else { return Err(DeError::expected(Expected::Sequence(None))) };
        let value = read_line(&line, visitor, |list, visitor| visitor.visit_seq(list.children()));
        let value = value.ok_or_else(|| DeError::expected(Expected::Sequence(None)))?;
        self.lists.borrow_mut().push((self.node, line));
        Ok(value)
    }

    /// A scalar in brackets. Commas separate ids; a sentence with a comma is one entry.
    fn as_list_line(self) -> Option<String> {
        let written = self.written_line().filter(|written| !written.starts_with('-'))?;
        let is_id = |part: &str| !part.trim().contains(char::is_whitespace);
        let is_sentence =
            written.contains(',') && !written.starts_with(['"', '\'']) && !written.split(',').all(is_id);
        Some(if is_sentence { format!("[{}]", quote(written)) } else { format!("[{written}]") })
    }

    /// A scalar as the value of the first field of a group, such as `{ value: 52 }`; `None` unless the visitor accepts it.
    fn as_mapping_line<'de, V: Visitor<'de>>(self, fields: StaticNames, visitor: V) -> Option<String> {
        let written = self.written_line()?;
        let is_word = written.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let value =
            if is_word || written.starts_with(['"', '\'']) { written.to_owned() } else { quote(written) };
        let line = format!("{{ {}: {value} }}", fields.first()?);
        read_line(&line, visitor, |group, visitor| visitor.visit_map(group.children())).map(|_| line)
    }

    /// A scalar as it is written; `None` if it has several lines.
    fn written_line(self) -> Option<&'t str> {
        let written = self.tree.source.get(self.tree.nodes[self.node].range.clone())?;
        (!written.contains('\n') && !written.is_empty()).then_some(written)
    }
}

/// Reads a line of YAML with a visitor; `None` unless it is valid and the visitor accepts it as it is.
fn read_line<'de, V: Visitor<'de>>(
    line: &str,
    visitor: V,
    visit: impl FnOnce(NodeDeserializer<'_>, V) -> Result<V::Value, DeError>,
) -> Option<V::Value> {
    let (tree, stop) = parse::parse_tree(line, &Limits::front_matter());
    if stop.is_some() {
        return None;
    }
    let skipped = vec![false; tree.nodes.len()];
    let lists = RefCell::new(Vec::new());
    let root = NodeDeserializer { tree: &tree, skipped: &skipped, lists: &lists, node: 0 };
    visit(root, visitor).ok().filter(|_| lists.borrow().is_empty())
}

/// Implements the methods that read an integer, with the range of its type.
macro_rules! deserialize_integers {
    ($($deserialize:ident $visit:ident $type:ty)+) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
            let (min, max) = (i128::from(<$type>::MIN), i128::from(<$type>::MAX));
            let number = self.integer(min, max)?;
            visitor.$visit(<$type>::try_from(number).expect("it is within the limits of its type"))
        })+
    };
}

impl<'de> Deserializer<'de> for NodeDeserializer<'_> {
    type Error = DeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.kind() {
            NodeKind::Sequence => visitor.visit_seq(self.children()),
            NodeKind::Mapping => visitor.visit_map(self.children()),
            NodeKind::Scalar { value, plain: true } => visit_plain_scalar(value, visitor),
            NodeKind::Scalar { value, plain: false } => visitor.visit_str(value),
            NodeKind::Alias(_) => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        let value = scalar::parse_bool(self.text(|| Expected::Bool)?.trim());
        visitor.visit_bool(value.ok_or_else(|| DeError::expected(Expected::Bool))?)
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

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        let value = scalar::parse_number(self.text(|| Expected::Number)?);
        visitor.visit_f64(value.ok_or_else(|| DeError::expected(Expected::Number))?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_str(self.text(|| Expected::Text)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_any(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.is_null() { visitor.visit_unit() } else { Err(DeError::expected(Expected::Null)) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.kind() {
            NodeKind::Sequence => visitor.visit_seq(self.children()),
            NodeKind::Scalar { .. } if self.is_null() => visitor.visit_seq(self.empty_children()),
            NodeKind::Scalar { .. } => self.deserialize_as_list(visitor),
            NodeKind::Mapping | NodeKind::Alias(_) => Err(DeError::expected(Expected::Sequence(None))),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: StaticNames,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        match self.kind() {
            NodeKind::Mapping => visitor.visit_map(self.children()),
            NodeKind::Scalar { .. } if self.is_null() => visitor.visit_map(self.empty_children()),
            NodeKind::Scalar { .. } => {
                Err(DeError::expected(Expected::Mapping(fields, self.as_mapping_line(fields, visitor))))
            }
            NodeKind::Sequence | NodeKind::Alias(_) => {
                Err(DeError::expected(Expected::Mapping(fields, None)))
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: StaticNames,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        let mut entries = self.children();
        match self.kind() {
            NodeKind::Mapping if entries.next_entry().is_some() && entries.next_entry().is_none() => {
                visitor.visit_enum(VariantDeserializer { cursor: self, variants: words, key: self.node + 1 })
            }
            NodeKind::Scalar { .. } if !self.is_null() => {
                visitor.visit_enum(VariantDeserializer { cursor: self, variants: words, key: self.node })
            }
            _ => Err(DeError::expected(Expected::Variant(words))),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_unit()
    }
}

/// Infers the type of a plain scalar, for a visitor that accepts several.
fn visit_plain_scalar<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, DeError> {
    if scalar::is_null(text) {
        return visitor.visit_unit();
    }
    if let Some(value) = scalar::parse_bool(text) {
        return visitor.visit_bool(value);
    }
    let whole = scalar::parse_integer(text);
    if let Some(value) = whole.and_then(|number| u64::try_from(number).ok()) {
        return visitor.visit_u64(value);
    }
    if let Some(value) = whole.and_then(|number| i64::try_from(number).ok()) {
        return visitor.visit_i64(value);
    }
    // `007` is more likely a code than a number.
    match scalar::parse_number(text).filter(|_| !scalar::has_leading_zeros(text)) {
        Some(value) => visitor.visit_f64(value),
        None => visitor.visit_str(text),
    }
}

/// Iterates over the children of a list or group, without the skipped ones.
struct ChildAccess<'t> {
    cursor: NodeDeserializer<'t>,
    /// The next child.
    next: usize,
    /// The node after the last child.
    end: usize,
    /// The value of the key that was returned last, in a group.
    current_value: usize,
}

impl ChildAccess<'_> {
    fn next_child(&mut self) -> Option<usize> {
        while self.next < self.end {
            let child = self.next;
            self.next = self.cursor.tree.nodes[child].subtree_end;
            if !self.cursor.skipped[child] {
                return Some(child);
            }
        }
        None
    }

    /// The key of the next entry; its value is stored in `value`.
    fn next_entry(&mut self) -> Option<usize> {
        while self.next < self.end {
            let key = self.next;
            self.current_value = self.cursor.tree.nodes[key].subtree_end;
            self.next = self.cursor.tree.nodes[self.current_value].subtree_end;
            if !self.cursor.skipped[key] {
                return Some(key);
            }
        }
        None
    }
}

impl<'de> SeqAccess<'de> for ChildAccess<'_> {
    type Error = DeError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, DeError> {
        let Some(child) = self.next_child() else { return Ok(None) };
        self.cursor.deserialize_node(child, seed).map(Some)
    }
}

impl<'de> MapAccess<'de> for ChildAccess<'_> {
    type Error = DeError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, DeError> {
        let Some(key) = self.next_entry() else { return Ok(None) };
        self.cursor.deserialize_node(key, seed).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, DeError> {
        self.cursor.deserialize_node(self.current_value, seed)
    }
}

/// A value of an enum: a word (unit variant), or a group of one entry `word: value`.
struct VariantDeserializer<'t> {
    cursor: NodeDeserializer<'t>,
    variants: StaticNames,
    key: usize,
}

impl<'de> EnumAccess<'de> for VariantDeserializer<'_> {
    type Error = DeError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), DeError> {
        let word = self.cursor.deserialize_node(self.key, seed)?;
        Ok((word, self))
    }
}

impl VariantDeserializer<'_> {
    fn expected_variant_error(&self) -> DeError {
        DeError::expected(Expected::Variant(self.variants))
    }

    /// The value of the variant; `None` for a word alone.
    fn payload(&self) -> Option<usize> {
        (self.key != self.cursor.node).then(|| self.cursor.tree.nodes[self.key].subtree_end)
    }
}

impl<'de> VariantAccess<'de> for VariantDeserializer<'_> {
    type Error = DeError;

    fn unit_variant(self) -> Result<(), DeError> {
        match self.payload() {
            Some(value) if !self.cursor.tree.is_null(value) => Err(self.expected_variant_error()),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, DeError> {
        let value = self.payload().ok_or_else(|| self.expected_variant_error())?;
        self.cursor.deserialize_node(value, seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, DeError> {
        self.struct_variant(&[], visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: StaticNames, visitor: V) -> Result<V::Value, DeError> {
        let value = self.payload().ok_or_else(|| self.expected_variant_error())?;
        let cursor = NodeDeserializer { node: self.cursor.tree.resolve_alias(value), ..self.cursor };
        let result = match cursor.kind() {
            NodeKind::Sequence => cursor.deserialize_seq(visitor),
            NodeKind::Scalar { .. } | NodeKind::Mapping | NodeKind::Alias(_) => {
                cursor.deserialize_map(visitor)
            }
        };
        result.map_err(|error: DeError| error.at_node(value, cursor.node))
    }
}
