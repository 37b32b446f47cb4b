//! Whatever a register says, its households are read or its lines named; and read again, it says
//! the same.

use super::*;
use crate::fuzz::try_all;

#[test]
fn whatever_a_register_says_is_read_or_named() {
    let samples = vec![
        template(Language::Chinese).into_bytes(),
        template(Language::English).into_bytes(),
        "住户登记\n\n楼栋\t室号\t成年人数\n3号楼\t101\t2\n3号楼\t102室\t０\n".into(),
        "building;room;adults;housing\n\"1\";\"10;1\";2;commodity\n2;;3;x\n".into(),
        vec![
            0xc2, 0xa5, 0xb6, 0xb0, b',', 0xca, 0xd2, 0xba, 0xc5, b'\n', b'1', b',', b'2', b'\n',
        ],
    ];
    let community = CommunityId(uuid::Uuid::from_u128(1));
    try_all("register (CSV)", &["csv", "txt"], samples, |bytes| {
        let preview = compare(community, bytes, &[], vec![]);
        for language in Language::ALL {
            assert!(!preview.lines(language).is_empty());
            for (_, fault) in &preview.faults {
                assert!(!fault.words(language).is_empty());
            }
        }
        assert!(preview.changed.is_empty() && preview.retired.is_empty());
        // Each household once.
        let ids: std::collections::BTreeSet<_> = preview.added.iter().map(|it| it.id).collect();
        assert_eq!(ids.len(), preview.added.len());
        let _ = preview.commands();
    });
}
