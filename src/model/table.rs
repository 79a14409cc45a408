//! Values by record id: in goes a list in the order of the records, out comes a column that is indexed by ids.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

use rayon::prelude::*;

/// A record of a kind: its position in the [`Table`] of that kind.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Returns the position in the table, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns the id of a position.
    pub(super) fn at(index: usize) -> Self {
        Self(u32::try_from(index).expect("a site has fewer than four thousand million records"), PhantomData)
    }
}

// Written out, because a derive would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// One value for each record of a kind, found by the record's id.
#[derive(Debug)]
pub struct Column<K, V> {
    values: Vec<V>,
    of: PhantomData<fn() -> K>,
}

/// The records of one kind, in the order in which readers meet them.
pub type Table<T> = Column<T, T>;

/// A list for each record of a kind.
pub type Lists<K, V> = Column<K, Vec<V>>;

#[expect(clippy::len_without_is_empty, reason = "nobody asks")]
impl<K, V> Column<K, V> {
    /// Takes the values in the order of the records.
    pub(super) fn new(values: Vec<V>) -> Self {
        Self { values, of: PhantomData }
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the values in the order of the records.
    pub fn iter(&self) -> std::slice::Iter<'_, V> {
        self.values.iter()
    }

    /// Returns the ids in their order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<K>> + ExactSizeIterator + use<K, V> {
        (0..self.values.len()).map(Id::at)
    }

    /// Returns what `make` makes of each id, in their order. Uses all threads.
    pub fn map_ids<M: Send>(&self, make: impl Fn(Id<K>) -> M + Send + Sync) -> Vec<M> {
        (0..self.values.len()).into_par_iter().map(|index| make(Id::at(index))).collect()
    }

    /// Returns the values with their ids.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Id<K>, &V)> + Clone {
        self.values.iter().enumerate().map(|(index, value)| (Id::at(index), value))
    }

    /// Returns one value to be exchanged.
    pub(super) fn value_mut(&mut self, id: Id<K>) -> &mut V {
        &mut self.values[id.index()]
    }
}

impl<K, V> Lists<K, V> {
    /// Puts each pair's value into the list of its record, in the order of the pairs. `count` is the number of records.
    pub(super) fn grouped(count: usize, pairs: impl IntoIterator<Item = (Id<K>, V)>) -> Self {
        let mut lists: Vec<Vec<V>> = std::iter::repeat_with(Vec::new).take(count).collect();
        for (id, value) in pairs {
            lists[id.index()].push(value);
        }
        Self::new(lists)
    }
}

impl<K, V> Index<Id<K>> for Column<K, V> {
    type Output = V;
    fn index(&self, id: Id<K>) -> &V {
        &self.values[id.index()]
    }
}
