//! The whole site, linked.

use std::ops::Deref;

use chrono::NaiveDate;

use crate::config::Config;
use crate::model::audience::{Audience, HeldBack};
use crate::model::index::SiteIndex;
use crate::model::records::Records;
use crate::model::visibility::WithheldPages;

/// The whole site, linked. Pages are pure functions of it.
#[derive(Debug)]
pub struct Site {
    /// What holds for the whole site.
    pub config: Config,
    /// For whom it is built.
    pub audience: Audience,
    /// What this audience does not see on this day.
    pub withheld: WithheldPages,
    /// How many briefs this audience does not see, and why.
    pub held_back: HeldBack,
    /// Every record. `site.briefs` is `site.records.briefs`.
    pub records: Records,
    /// What follows from the records.
    pub index: SiteIndex,
}

impl Site {
    /// Returns the day of the build, by the clocks of the site's zone.
    pub fn today(&self) -> NaiveDate {
        self.config.timezone.clock(self.audience.now).date_naive()
    }

    /// Returns how much of this site, linked as its editors see it, another audience does not see, and why.
    pub fn held_back_from(&self, audience: &Audience) -> HeldBack {
        let zone = self.config.timezone;
        let briefs = self.briefs.iter().filter_map(|brief| audience.bar(&brief.written, zone));
        let pages = self.pages.iter().filter_map(|page| audience.bar_page(&page.written));
        let mut held_back = HeldBack::default();
        briefs.chain(pages).for_each(|bar| held_back.count(bar));
        held_back
    }
}

impl Deref for Site {
    type Target = Records;

    fn deref(&self) -> &Records {
        &self.records
    }
}
