//! Mentions to actors: one entry an actor, mentions in order and apart.

use super::{Found, Room, Whom};
use crate::{Actor, ActorId, ActorKind, How, Mention, Role};
use rapporteur_text::Date;
use rapporteur_world::Kind;
use std::collections::BTreeMap;

/// Gathers what was found under one actor each, in the order of their first mentions.
pub(crate) fn gather(mut room: Room<'_>, published: Option<Date>) -> Vec<Actor> {
    let mut found = std::mem::take(&mut room.found);
    // Of two actors on one stretch the surer stays; a longer mention of the same actor swallows.
    found.sort_by(|a, b| {
        (a.span.start(), std::cmp::Reverse(a.span.end()), rank(a), &a.whom).cmp(&(
            b.span.start(),
            std::cmp::Reverse(b.span.end()),
            rank(b),
            &b.whom,
        ))
    });
    found.dedup_by(|later, kept| later.span == kept.span);
    let mut by_whom: BTreeMap<Whom, Vec<Found>> = BTreeMap::new();
    let mut order: Vec<Whom> = Vec::new();
    for one in found {
        let list = by_whom.entry(one.whom.clone()).or_insert_with(|| {
            order.push(one.whom.clone());
            Vec::new()
        });
        if list.last().is_none_or(|last| !last.span.overlaps(one.span)) {
            list.push(one);
        }
    }
    order
        .into_iter()
        .filter_map(|whom| {
            let found = by_whom.remove(&whom)?;
            Some(actor(&room, published, whom, found))
        })
        .collect()
}

fn rank(found: &Found) -> u8 {
    match found.how {
        How::Exact => 0,
        How::Alias => 1,
        How::Coreference => 2,
        How::Repaired => 3,
        How::Unresolved => 4,
    }
}

fn actor(room: &Room<'_>, published: Option<Date>, whom: Whom, found: Vec<Found>) -> Actor {
    let mentions = found
        .into_iter()
        .map(|f| Mention {
            span: f.span,
            as_: f.as_,
            how: f.how,
            repair: f.repair,
            candidates: f.candidates,
            rule: f.rule,
        })
        .collect();
    match whom {
        Whom::Known(id) => {
            let entry = room.world.entry(id);
            let roles = match published {
                Some(date) if entry.kind == Kind::Person => room
                    .world
                    .roles_on(id, date)
                    .iter()
                    .filter(|t| t.since.is_some())
                    .map(|t| Role {
                        title: t.title.to_owned(),
                        of: t.of.into(),
                        since: t.since,
                        until: t.until,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            Actor {
                id: ActorId(entry.id.clone()),
                name: entry.name.clone(),
                kind: kind(entry.kind),
                country: entry.country.clone(),
                code: entry.code.clone(),
                roles,
                mentions,
            }
        }
        Whom::Made(id, name, kind, country) => {
            Actor { id: ActorId(id), name, kind, country, code: None, roles: Vec::new(), mentions }
        }
    }
}

fn kind(kind: Kind) -> ActorKind {
    match kind {
        Kind::Person => ActorKind::Person,
        Kind::State => ActorKind::State,
        Kind::Organisation => ActorKind::Organisation,
        Kind::ArmedGroup => ActorKind::ArmedGroup,
        Kind::Media => ActorKind::Media,
    }
}
