


SELECT pg_catalog.set_config('search_path', '', false);




CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);



CREATE TABLE public.ballots (
    community_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    person_id text NOT NULL COLLATE pg_catalog."C",
    line text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.buildings (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    cluster text NOT NULL COLLATE pg_catalog."C",
    outline text NOT NULL COLLATE pg_catalog."C",
    more text NOT NULL COLLATE pg_catalog."C",
    lat double precision NOT NULL,
    lon double precision NOT NULL
);



CREATE TABLE public.commands (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    actor_id text COLLATE pg_catalog."C",
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    receipt text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL
);



CREATE TABLE public.communities (
    id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    hash text NOT NULL COLLATE pg_catalog."C",
    form text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.community_details (
    community_id text NOT NULL COLLATE pg_catalog."C",
    slug text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    zone text NOT NULL COLLATE pg_catalog."C",
    agenda_settings text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.credits (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    credit bigint NOT NULL
);



CREATE TABLE public.cursors (
    community_id text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    failures bigint NOT NULL,
    next_at bigint NOT NULL
);



CREATE TABLE public.derived (
    form text NOT NULL COLLATE pg_catalog."C",
    tables text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.documents (
    community_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    document text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.dropped_items (
    community_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.entered_people (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    household_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.households (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    building_id text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.issue_photos (
    community_id text NOT NULL COLLATE pg_catalog."C",
    photo_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL
);



CREATE TABLE public.issue_words (
    community_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C",
    words text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.issues (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    reporter_id text COLLATE pg_catalog."C",
    category text NOT NULL COLLATE pg_catalog."C",
    minutes bigint NOT NULL,
    filed_at bigint NOT NULL,
    answered bigint NOT NULL,
    review_on text COLLATE pg_catalog."C",
    text_id text NOT NULL COLLATE pg_catalog."C",
    area text NOT NULL COLLATE pg_catalog."C",
    building_id text COLLATE pg_catalog."C",
    lat double precision,
    lon double precision,
    accuracy bigint,
    source text COLLATE pg_catalog."C",
    located bigint NOT NULL,
    decision text COLLATE pg_catalog."C",
    seconds bigint NOT NULL,
    on_behalf bigint NOT NULL,
    urgent bigint NOT NULL,
    passed_over bigint NOT NULL
);



CREATE TABLE public.items (
    community_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    minutes bigint NOT NULL,
    why text NOT NULL COLLATE pg_catalog."C",
    support text COLLATE pg_catalog."C",
    decision text COLLATE pg_catalog."C",
    hands bigint,
    decision_text_id text COLLATE pg_catalog."C"
);



CREATE TABLE public.join_failures (
    key text NOT NULL COLLATE pg_catalog."C",
    failures bigint NOT NULL,
    last_at bigint NOT NULL
);



CREATE TABLE public.journal (
    community_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    command_id text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    actor_id text COLLATE pg_catalog."C",
    role text COLLATE pg_catalog."C",
    event text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.meetings (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    starts_at bigint NOT NULL,
    venue text NOT NULL COLLATE pg_catalog."C",
    minutes bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    moved bigint NOT NULL,
    locked_at bigint,
    fingerprint text COLLATE pg_catalog."C",
    by_seconds text COLLATE pg_catalog."C",
    agenda_settings text COLLATE pg_catalog."C",
    locked_version bigint
);



CREATE TABLE public.members (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    household_id text NOT NULL COLLATE pg_catalog."C",
    consent bigint NOT NULL,
    joined_at bigint NOT NULL
);



CREATE TABLE public.notices (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    why text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.owners (
    community_id text NOT NULL COLLATE pg_catalog."C",
    text_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.papers (
    community_id text NOT NULL COLLATE pg_catalog."C",
    meeting_id text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    for_members bigint NOT NULL,
    at bigint NOT NULL,
    pdf bytea NOT NULL
);



CREATE TABLE public.people (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    nickname text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.photos (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    small bytea NOT NULL,
    large bytea NOT NULL
);



CREATE TABLE public.plans (
    community_id text NOT NULL COLLATE pg_catalog."C",
    paths text NOT NULL COLLATE pg_catalog."C",
    gates text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.positions (
    community_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C",
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    accuracy bigint,
    source text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.roles (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.rooms (
    community_id text NOT NULL COLLATE pg_catalog."C",
    household_id text NOT NULL COLLATE pg_catalog."C",
    room text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.seconds (
    community_id text NOT NULL COLLATE pg_catalog."C",
    issue_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    household_id text NOT NULL COLLATE pg_catalog."C",
    entered_by text COLLATE pg_catalog."C",
    at bigint NOT NULL
);



CREATE TABLE public.seen (
    community_id text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL
);



CREATE TABLE public.sessions (
    token_hash text NOT NULL COLLATE pg_catalog."C",
    person_id text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);



CREATE TABLE public.slip_codes (
    community_id text NOT NULL COLLATE pg_catalog."C",
    slip_id text NOT NULL COLLATE pg_catalog."C",
    code_hash text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.slips (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    household_id text NOT NULL COLLATE pg_catalog."C",
    admits bigint NOT NULL,
    joined bigint NOT NULL,
    roles text NOT NULL COLLATE pg_catalog."C",
    expires_at bigint NOT NULL
);



CREATE TABLE public.texts (
    community_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    author_id text COLLATE pg_catalog."C",
    at bigint NOT NULL
);



CREATE TABLE public.trace (
    community_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    issue_id text COLLATE pg_catalog."C",
    meeting_id text COLLATE pg_catalog."C",
    text_id text COLLATE pg_catalog."C"
);



INSERT INTO public._sqlx_migrations VALUES (1, 'kept', '2026-11-29 21:27:01.398874+00', true, '\x3ea3a43b5dd51ce21a97d10385bd7677d1a31c79e28244bc1f39ad7550cf2b14159152b49829bd2cfa4d35a70a62646d', 25773525);



INSERT INTO public.ballots VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', 1, '00000000-0000-0000-0000-000000000015', '{"number":1,"of":3,"seconded":[1,2,3,4],"purse":{"share":1100000,"credit":0,"paid":[[3,300000],[1,450000],[2,450000]],"left_over":[],"carried":0}}');
INSERT INTO public.ballots VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', 2, '00000000-0000-0000-0000-000000000019', '{"number":2,"of":3,"seconded":[1,3,4],"purse":{"share":1100000,"credit":0,"paid":[[3,300000],[1,450000]],"left_over":[],"carried":350000}}');
INSERT INTO public.ballots VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', 3, '00000000-0000-0000-0000-000000000039', '{"number":3,"of":3,"seconded":[2],"purse":{"share":1100000,"credit":0,"paid":[[2,450000]],"left_over":[],"carried":650000}}');



INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-000000000002', 'b3', 1, '3', 'West', '[{"lat":31.1011,"lon":121.4832197},{"lat":31.1011,"lon":121.4835197},{"lat":31.1012,"lon":121.4835197},{"lat":31.1012,"lon":121.4832197}]', '[]', 31.101149999999997, 121.4833697);
INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-000000000002', 'b2', 2, '2', 'East', '[{"lat":31.1006,"lon":121.4832197},{"lat":31.1006,"lon":121.4835197},{"lat":31.1007,"lon":121.4835197},{"lat":31.1007,"lon":121.4832197}]', '[]', 31.10065, 121.4833697);
INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-000000000002', 'b1', 3, '1', 'East', '[{"lat":31.1001,"lon":121.4832197},{"lat":31.1001,"lon":121.4835197},{"lat":31.1002,"lon":121.4835197},{"lat":31.1002,"lon":121.4832197}]', '[]', 31.10015, 121.4833697);
INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-00000000005e', 'b1', 1, '1', 'East', '[{"lat":31.1001,"lon":121.4832197},{"lat":31.1001,"lon":121.4835197},{"lat":31.1002,"lon":121.4835197},{"lat":31.1002,"lon":121.4832197}]', '[]', 31.10015, 121.4833697);
INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-00000000005e', 'b2', 2, '2', 'East', '[{"lat":31.1006,"lon":121.4832197},{"lat":31.1006,"lon":121.4835197},{"lat":31.1007,"lon":121.4835197},{"lat":31.1007,"lon":121.4832197}]', '[]', 31.10065, 121.4833697);
INSERT INTO public.buildings VALUES ('00000000-0000-0000-0000-00000000005e', 'b3', 3, '3', 'West', '[{"lat":31.1011,"lon":121.4832197},{"lat":31.1011,"lon":121.4835197},{"lat":31.1012,"lon":121.4835197},{"lat":31.1012,"lon":121.4832197}]', '[]', 31.101149999999997, 121.4833697);



INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000009', NULL, 'be03c0260b528dd5361d55e8b5ad8442bc2254eb1e4bbd4e317f02ad3531c0b4', '{"issue":null,"meeting":null}', 1795435200000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000a', NULL, '280075b07b9b3ac7a661224dfca0bcae614b6c05da43ce459ea52617afacaf80', '{"issue":null,"meeting":null}', 1795435201000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000b', NULL, '739195976cf5a8963f7c8b4cfa5f10d0fa16067bcbb68d210fea621566bf9ea0', '{"issue":null,"meeting":null}', 1795435202000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000c', NULL, '1f362249bde15e882308cd93212cd7910d5728190a96a192bf66443c8ea74d9a', '{"issue":null,"meeting":null}', 1795435203000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000d', NULL, '8de4a49ea7239e37b0fffd32f2ea1dbe0150fb5df88992d71e70d108d1a5e8aa', '{"issue":null,"meeting":null}', 1795435204000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000e', NULL, '8c2091381e08612e610f8f5cbe400f97e92ee3a65ca0e561707df52927749d61', '{"issue":null,"meeting":null}', 1795435205000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000000f', NULL, 'b59a5dbf227360cc4ba467f74ba863eb74e3c11054679d2e5827b183c8a6c4f2', '{"issue":null,"meeting":null}', 1795435206000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000010', NULL, '35873edb170e333170577535bcfcc1e56cf4bb3a0c99655a7d15b699dfde1637', '{"issue":null,"meeting":null}', 1795435207000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000013', NULL, '250f4e267d6860045ffe33cc1306f76c9fb49ffa4a2b98d93abc2cbccec84201', '{"issue":null,"meeting":null}', 1795435208000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000014', NULL, 'd07705653ef7a6761671037d94241ba6903af231a73f6e463d175b0d6d8cb19f', '{"issue":null,"meeting":null}', 1795435209000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000017', NULL, '041138e66f75e06d732194796a984ff1b974ab61fffac369556bb5fa0f74b533', '{"issue":null,"meeting":null}', 1795435210000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000018', NULL, '0b67d17c6a407d79f22aa3058c0f965979056533adcccb8e47c8a17c16eed509', '{"issue":null,"meeting":null}', 1795435211000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001b', NULL, '7d1a2b7573ff6835ae719758c87520777aac4fb7e1972430796a4f2bde8df5d6', '{"issue":null,"meeting":null}', 1795435212000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001c', NULL, 'fb285c985fee69e16a76d6e9a5a4060d4944313118e6937ac625a01f116eccb6', '{"issue":null,"meeting":null}', 1795435213000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001e', '00000000-0000-0000-0000-000000000015', 'fadbd7db40782c47c8740b54859c73680876554c7cf959d2794ea6ead6e9ae93', '{"issue":1,"meeting":null}', 1795435214000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000020', '00000000-0000-0000-0000-000000000015', '5696eee4bba77db116926afdf3df9da7d8e63b6314395d49d2d45c1647fc2ed8', '{"issue":2,"meeting":null}', 1795435215000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000022', '00000000-0000-0000-0000-000000000015', '086431d77dd14cfa8013c6319e2d12564286056689a3ac66792da4ee23bd9cd2', '{"issue":3,"meeting":null}', 1795435216000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000024', '00000000-0000-0000-0000-000000000015', 'da0d6aa6efb6880fae0d8ffc2ea3757f530e5ba7fa57a0b95a42cf780227fe28', '{"issue":4,"meeting":null}', 1795435217000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000026', '00000000-0000-0000-0000-000000000015', 'bd9857a4d4aaceff39057d24695780645bfb87a8cf273d242f03a74a407b5262', '{"issue":5,"meeting":null}', 1795435218000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000028', '00000000-0000-0000-0000-000000000015', '11524602154461a6d7d8a85848b9650f2ef910c8f80bdfbc5c891726168cea66', '{"issue":6,"meeting":null}', 1795435219000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002a', '00000000-0000-0000-0000-000000000015', '878031bdbf9a3bf0ed3a72c22f594bbe83f0d2386d15bbc1db8177cee8a85ca7', '{"issue":7,"meeting":null}', 1795435220000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002b', '00000000-0000-0000-0000-000000000015', '14e592b87c776e71445e95f12624d3f0170eb303aa108f36118c0a6c2817f53f', '{"issue":null,"meeting":null}', 1795435221000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002c', '00000000-0000-0000-0000-000000000019', '31a0baf21a0984f8860d0d59d1560e108d62c04d457e72bb00d76c9bc9d166be', '{"issue":null,"meeting":null}', 1795435222000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002d', '00000000-0000-0000-0000-000000000011', 'ea80e006cebd2a1596307507e01c70105dedd9912bd8e58dccf9efdefa05ff81', '{"issue":null,"meeting":null}', 1795435223000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002e', '00000000-0000-0000-0000-000000000019', '773ff5c53d23ab936451959179ec0fb323117ffe6d177607a250d56084975f7e', '{"issue":null,"meeting":null}', 1795435224000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002f', '00000000-0000-0000-0000-000000000011', '3354dfb0403886832064bdf8992d2493eb1b9e048dc1e9c20aed70fb35351023', '{"issue":null,"meeting":null}', 1795435225000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000030', '00000000-0000-0000-0000-000000000019', '179e8875e3caba8a255e9ec268b51ac97a1f68667d0c1bf219adeb859c688dac', '{"issue":null,"meeting":null}', 1795435226000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000031', '00000000-0000-0000-0000-000000000011', '9abc36a6e769aee4654679efea328fa89860c423295106a9dc919460a9175b41', '{"issue":null,"meeting":null}', 1795435227000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000032', '00000000-0000-0000-0000-000000000019', '354f4a731c711ff539d72bec2ff4e948dd34c15d1ad1b5c0d2872cb590c81da6', '{"issue":null,"meeting":null}', 1795435228000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000033', '00000000-0000-0000-0000-000000000011', '8249aa82b5add325020c5492a57e16d002c080385f105e951c3b2c8d29250e78', '{"issue":null,"meeting":null}', 1795435229000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000034', '00000000-0000-0000-0000-000000000019', '937fb6e70b6f7dc924eca478434bfce8fa9b8e78a93341b5398ba550b8a6498b', '{"issue":null,"meeting":null}', 1795435230000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000035', '00000000-0000-0000-0000-000000000011', '09d8b7da860a06bc328f05215ed936ba56f5dce1fbd296566057bf329325d4f4', '{"issue":null,"meeting":null}', 1795435231000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000036', '00000000-0000-0000-0000-000000000011', 'bfc1cc7af6cb3f410f8e674811b9cb409e82a96fbc536c5fe2b7f7fa384a079e', '{"issue":null,"meeting":null}', 1795435232000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000037', '00000000-0000-0000-0000-000000000011', '241d73622a3e6a7f11fb08bf3019ca6c2148a4fbeb8a47c1652ede7db0bba91b', '{"issue":null,"meeting":null}', 1795435233000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000038', '00000000-0000-0000-0000-000000000019', 'b2e7489eaa657293795cad4c227a2fe337f6db2e6c9c4ef10979147582c287b8', '{"issue":null,"meeting":null}', 1795435234000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003a', '00000000-0000-0000-0000-000000000011', '373f00bfe04693810f38378cbc34ef7cd30bb154669bb6ea196890a1b15e92f7', '{"issue":null,"meeting":null}', 1795435235000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003c', '00000000-0000-0000-0000-000000000011', 'a47e1d2788dfac9064739b8ca1587cca9dc8127f78c0b35a4dae61808884350f', '{"issue":null,"meeting":null}', 1795435237000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003f', '00000000-0000-0000-0000-000000000011', '093a70f9e51165f144d9e8e020c9661ad1b8c473e733a8b0fbca331a6f568c0e', '{"issue":null,"meeting":1}', 1795435239000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000041', '00000000-0000-0000-0000-000000000011', '6daad2df18b30fc1e1bfdaba374f23423fd22387a0facc3ed84e46b4cbd8a1d6', '{"issue":null,"meeting":null}', 1795435241000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000043', '00000000-0000-0000-0000-000000000011', 'd0f8032e880d51c0b2e434c9e11f1b668e85e7a514a340f0b42701c90b04b371', '{"issue":null,"meeting":null}', 1795435243000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000045', '00000000-0000-0000-0000-000000000011', '8194939a18164fa57074827c8929eb38ae8aca64f973938bf0e3210380c6671f', '{"issue":null,"meeting":null}', 1795435245000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000047', '00000000-0000-0000-0000-000000000011', '4e2a0938ad19b7d53b6b9771f93c2d8ee771db232b2baf51d1c05ddce5805e9f', '{"issue":null,"meeting":null}', 1795435247000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000048', '00000000-0000-0000-0000-000000000011', '4fd4511038bc86e71692dd72943b606bee3676ffc55e647e34617d4d504ecba7', '{"issue":null,"meeting":null}', 1795435248000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004a', '00000000-0000-0000-0000-000000000011', 'ba7eca4770497ce758b49ad46e325ffa71f79b06c168dc9f5f10c94cbcf85313', '{"issue":null,"meeting":null}', 1795435250000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004c', '00000000-0000-0000-0000-000000000011', '64843055ce75b950ef6b464190c1710a40d74646de8f2560b0c3b7ab37a05b8d', '{"issue":null,"meeting":null}', 1795435252000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004e', '00000000-0000-0000-0000-000000000011', '7146811ac86d253502facd2371253580dd8591a52099770972bfba0731e87078', '{"issue":null,"meeting":null}', 1795435254000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000054', NULL, 'f7848b42c79c1da2100549fb1e887994771d0a54a25c9a44ba0e23efaa2c02bb', '{"issue":null,"meeting":null}', 1795435256000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000058', '00000000-0000-0000-0000-000000000015', '2999aea6bde3dabe9b54016bf021d0217d2dd3b46767dd8c0d1c60954e173f04', '{"issue":10,"meeting":null}', 1795435258000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005b', '00000000-0000-0000-0000-000000000011', '5751d3989bf8cf02fb435611b1d644c650fdfe8351979f8d74e0b163e24a7e8f', '{"issue":null,"meeting":2}', 1795435260000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005d', NULL, '7e446ef1e8e4d61235bb47845d8b1660d44dee1bdd8c19caf1cebf7548753d1d', '{"issue":null,"meeting":null}', 1795435262000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000066', NULL, '280075b07b9b3ac7a661224dfca0bcae614b6c05da43ce459ea52617afacaf80', '{"issue":null,"meeting":null}', 1795435201000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000068', NULL, '7f58b82851a29012a80b29e6118d3035f6c770e41d227bd0cfddc77a3b5da044', '{"issue":null,"meeting":null}', 1795435203000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006a', NULL, 'f58d7e1fa25569397b33a017ebc1b262cdf81c1337aea8f2e0a43729a092ebb7', '{"issue":null,"meeting":null}', 1795435205000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006c', NULL, '0708051af5554ee67fc81b4b1623b688e74f9a0707813fba66ce5992db884a91', '{"issue":null,"meeting":null}', 1795435207000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000070', NULL, '909b9fbb11a67a4025fa4e2852554fcd95109af5f4101c47f93191fd41a7d6e0', '{"issue":null,"meeting":null}', 1795435209000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003b', '00000000-0000-0000-0000-000000000015', 'e339185e244c24880eb3cf70a0ffde7eea8287f9a35bcc3a38bafa8ba260d057', '{"issue":null,"meeting":null}', 1795435236000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003d', '00000000-0000-0000-0000-000000000011', '0b0b0797c10c66075577b04d14c6255aec059933214cfad4d3f4e0c550665055', '{"issue":null,"meeting":null}', 1795435238000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000040', '00000000-0000-0000-0000-000000000011', '19df4046ba95697ebbb370149875af85220d7e363be5acfd84abd7b594688d1e', '{"issue":null,"meeting":null}', 1795435240000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000042', '00000000-0000-0000-0000-000000000011', 'c6f1de58139684c269d75b1e8be9c17d261c24450de48336e3d01cc2b99a262e', '{"issue":null,"meeting":null}', 1795435242000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000044', '00000000-0000-0000-0000-000000000011', 'd9de8ac51cc7463f587c68e36cd70bd43bee7d1b3d2e27e86b0d9a702e508dfc', '{"issue":null,"meeting":null}', 1795435244000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000046', '00000000-0000-0000-0000-000000000011', '059081bd164a0115fe015aed58b0329de062bbd6734dc976fdb7e0eca89aeb5e', '{"issue":null,"meeting":null}', 1795435246000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000049', '00000000-0000-0000-0000-000000000011', 'b8b461e0abb651806b9a3602cf695fab371e07b193967d10bdc86e386e91f6cf', '{"issue":null,"meeting":null}', 1795435249000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004b', '00000000-0000-0000-0000-000000000011', '11fac61eae4b7d4697382160f94a3f561068bfe2f85c96e5632acc00bc877a59', '{"issue":null,"meeting":null}', 1795435251000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004d', '00000000-0000-0000-0000-000000000011', '0a0ba6572eccd9585ad4e6c82a9bcdc06bec8b77c09b2f04bc7a16bda9617463', '{"issue":null,"meeting":null}', 1795435253000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000052', '00000000-0000-0000-0000-000000000015', '424dbecb99a26bbf0f98ddded24baa156d1fe2066d5b9b2ad467a5851bafe368', '{"issue":8,"meeting":null}', 1795435255000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000056', NULL, '5e63eeb4c746ecf3196949523ac42df69f56389cac96dd0f2e800bcad04c6358', '{"issue":9,"meeting":null}', 1795435257000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000059', '00000000-0000-0000-0000-000000000011', '24852d1b723b4af930448afb2e6232deffadb82b446513537c2142cbe7e76a3b', '{"issue":null,"meeting":null}', 1795435259000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005c', '00000000-0000-0000-0000-000000000011', 'bc196e8a01bbafe0c5f8b0c4443dd4af01485892cc81eaef585738e77ba90458', '{"issue":null,"meeting":null}', 1795435261000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000065', NULL, '0aaaefa6cdfa16ff5ad0be6074cb7f8bf484e2ac81c74b3d3aed4a491ccb9e7c', '{"issue":null,"meeting":null}', 1795435200000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000067', NULL, 'b17613f8058ea359ee0accb5a57e6e2f8407f164bb79e8a7f0e3f3519c88fa05', '{"issue":null,"meeting":null}', 1795435202000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000069', NULL, '8dc33dce923ff5e3fbf3ce1b3080c17bf88d62461fcc606509740a412725f938', '{"issue":null,"meeting":null}', 1795435204000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006b', NULL, 'bd53bb01181bc94052254c736c4a1521bc24421ccaba330245930d0794c3c95a', '{"issue":null,"meeting":null}', 1795435206000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006f', NULL, 'e9eb0cf5489393ca55169e8f9ae23341a913c21702c7c1241e23b0e6f7d79b20', '{"issue":null,"meeting":null}', 1795435208000);
INSERT INTO public.commands VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000072', '00000000-0000-0000-0000-00000000006d', 'efaf742b18cd7b38dc999122880174265d63a12c6a45cc5d1121e413d2942440', '{"issue":1,"meeting":null}', 1795435210000);



INSERT INTO public.communities VALUES ('00000000-0000-0000-0000-00000000005e', 12, 'd112fc254a0b9aa70cfb289366dcd44c321580ac4ea6898cf55e940088ce029f', 'f6bbb4d23739805f-1');
INSERT INTO public.communities VALUES ('00000000-0000-0000-0000-000000000002', 91, 'ee72be94c453cf1065ed762ae364b988c3523157c4aa9782d3e3071e659dd22d', 'f6bbb4d23739805f-1');



INSERT INTO public.community_details VALUES ('00000000-0000-0000-0000-000000000002', 'sunny', 'Sunny Court', 'en', '{"name":"Asia/Shanghai","changes":[[0,28800]]}', '{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":2}');
INSERT INTO public.community_details VALUES ('00000000-0000-0000-0000-00000000005e', 'luoxiu', 'Sunny Court', 'en', '{"name":"Asia/Shanghai","changes":[[0,28800]]}', '{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":6}');



INSERT INTO public.credits VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 0);
INSERT INTO public.credits VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 5833333);
INSERT INTO public.credits VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000039', 10833333);



INSERT INTO public.cursors VALUES ('00000000-0000-0000-0000-000000000002', 'typed channel', 91, 0, 0);



INSERT INTO public.derived VALUES ('f6bbb4d23739805f-1', 'community_details trace plans buildings households slips members roles issues issue_words seconds issue_photos meetings items dropped_items documents ballots credits notices');



INSERT INTO public.documents VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '{"format":1,"meeting":"00000000-0000-0000-0000-00000000003e","number":1,"journal":{"number":59,"hash":"dbc28d3d94e0b38f854b63c3e942bb7f1924d489937a7d13479fbb7fdd2806b4"},"settings":{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":2},"version":1,"minutes":70,"placed":[{"number":5,"minutes":15,"why":"urgent"}],"dropped":[],"step":"1/3","issues":[{"number":1,"minutes":"15","on_behalf":0},{"number":2,"minutes":"15","on_behalf":1},{"number":3,"minutes":"10","on_behalf":0},{"number":4,"minutes":"20","on_behalf":0}],"ballots":[{"issues":[1,2,3,4],"credit":"0"},{"issues":[1,3,4],"credit":"0"},{"issues":[2],"credit":"0"}],"chosen":[3,1,2],"agenda":[2,5,3,1]}');



INSERT INTO public.dropped_items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005a', '00000000-0000-0000-0000-000000000057');



INSERT INTO public.entered_people VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000039', '00000000-0000-0000-0000-000000000006', 'typed name');



INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', 'b1');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000004', 'b1');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000005', 'b2');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000006', 'b2');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000007', 'b3');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000008', 'b3');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000005f', 'b1');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000060', 'b1');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000061', 'b2');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000062', 'b2');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000063', 'b3');
INSERT INTO public.households VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000064', 'b3');



INSERT INTO public.issue_photos VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004f', '00000000-0000-0000-0000-000000000051', 1);



INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001f', 'typed title 1
all about typed title 1');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000021', 'typed title 2
all about typed title 2');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000023', 'typed title 3
all about typed title 3');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000025', 'typed title 4
all about typed title 4');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000027', 'typed title 5
all about typed title 5');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000029', 'typed title 6
all about typed title 6');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001d', 'typed title, new
typed text, new');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000051', 'with a photo
all about with a photo');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000055', 'report 1
public works department');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000057', 'typed title
all about typed title');
INSERT INTO public.issue_words VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000071', 'lift
all about lift');



INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000057', 10, 'accepted', '00000000-0000-0000-0000-000000000015', 'lift', 10, 1795435258000, 1, NULL, '00000000-0000-0000-0000-000000000058', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, NULL, 1, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001f', 2, 'decided', '00000000-0000-0000-0000-000000000015', 'lift', 15, 1795435215000, 1, NULL, '00000000-0000-0000-0000-000000000020', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, 'do_it', 2, 1, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000025', 5, 'decided', '00000000-0000-0000-0000-000000000015', 'lift', 15, 1795435218000, 1, NULL, '00000000-0000-0000-0000-000000000026', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, 'refer_upward', 2, 0, 1, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000021', 3, 'deferred', '00000000-0000-0000-0000-000000000015', 'lift', 10, 1795435216000, 1, '2027-02-01', '00000000-0000-0000-0000-000000000022', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, 'defer', 2, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001d', 1, 'decided', '00000000-0000-0000-0000-000000000015', 'noise', 15, 1795435214000, 1, NULL, '00000000-0000-0000-0000-00000000002b', 'building:b1', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, 'not_done', 2, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000027', 6, 'withdrawn', '00000000-0000-0000-0000-000000000015', 'lift', 10, 1795435219000, 0, NULL, '00000000-0000-0000-0000-000000000028', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, NULL, 1, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000023', 4, 'decided', '00000000-0000-0000-0000-000000000015', 'lift', 20, 1795435217000, 1, NULL, '00000000-0000-0000-0000-000000000024', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, 'owners_decide', 2, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000029', 7, 'declined', '00000000-0000-0000-0000-000000000015', 'lift', 10, 1795435220000, 1, NULL, '00000000-0000-0000-0000-00000000002a', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, NULL, 1, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000071', 1, 'filed', '00000000-0000-0000-0000-00000000006d', 'lift', 10, 1795435210000, 0, NULL, '00000000-0000-0000-0000-000000000072', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, NULL, 1, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000051', 8, 'filed', '00000000-0000-0000-0000-000000000015', 'lift', 10, 1795435255000, 0, NULL, '00000000-0000-0000-0000-000000000052', 'estate', 'b1', 31.100123456789, 121.4, 12, 'gps', 1, NULL, 1, 0, 0, 0);
INSERT INTO public.issues VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000055', 9, 'accepted', NULL, 'noise', 15, 1795435140000, 0, NULL, '00000000-0000-0000-0000-000000000056', 'estate', NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0, 0);



INSERT INTO public.items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000001f', 1, 15, '{"shares":{"turn":3,"seconds":2,"given":null}}', '{"online":1,"on_behalf":1,"households":2,"of":6}', '{"do_it":{"due":"2027-01-31"}}', 7, '00000000-0000-0000-0000-000000000049');
INSERT INTO public.items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000025', 2, 15, '"urgent"', '{"online":2,"on_behalf":0,"households":2,"of":6}', '{"refer_upward":{"ground":"beyond_power"}}', 7, '00000000-0000-0000-0000-00000000004a');
INSERT INTO public.items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000021', 3, 10, '{"shares":{"turn":1,"seconds":2,"given":null}}', '{"online":2,"on_behalf":0,"households":2,"of":6}', '{"defer":{"review_on":"2027-02-01"}}', 7, '00000000-0000-0000-0000-00000000004b');
INSERT INTO public.items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000001d', 4, 15, '{"shares":{"turn":2,"seconds":2,"given":null}}', '{"online":2,"on_behalf":0,"households":1,"of":2}', '"not_done"', 7, '00000000-0000-0000-0000-00000000004c');
INSERT INTO public.items VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000023', 5, 20, '{"supplement":{"number":1}}', '{"online":2,"on_behalf":0,"households":2,"of":6}', '"owners_decide"', 7, '00000000-0000-0000-0000-00000000004d');



INSERT INTO public.join_failures VALUES ('key', 1, 1795435200000);



INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 1, '00000000-0000-0000-0000-000000000009', 1795435200000, NULL, 'operator', '{"community_created":{"slug":"sunny","name":"Sunny Court","language":"en","zone":{"name":"Asia/Shanghai","changes":[[0,28800]]}}}', '1dfae7fa4885bff1ab927297647e74cabc20f52aed7560936050e9404f28aa2f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 2, '00000000-0000-0000-0000-00000000000a', 1795435201000, NULL, 'operator', '{"plan_set":{"buildings":[{"id":"b1","name":"1","cluster":"East","outline":[{"lat":31.1001,"lon":121.4832197},{"lat":31.1001,"lon":121.4835197},{"lat":31.1002,"lon":121.4835197},{"lat":31.1002,"lon":121.4832197}]},{"id":"b2","name":"2","cluster":"East","outline":[{"lat":31.1006,"lon":121.4832197},{"lat":31.1006,"lon":121.4835197},{"lat":31.1007,"lon":121.4835197},{"lat":31.1007,"lon":121.4832197}]},{"id":"b3","name":"3","cluster":"West","outline":[{"lat":31.1011,"lon":121.4832197},{"lat":31.1011,"lon":121.4835197},{"lat":31.1012,"lon":121.4835197},{"lat":31.1012,"lon":121.4832197}]}],"paths":[[{"lat":31.1,"lon":121.4},{"lat":31.102,"lon":121.4}]],"gates":[{"name":"South gate","at":{"lat":31.1,"lon":121.4}}]}}', '2c1b1d9a799a4ce133bdbd76ff238a77cb5f29d23bb2cb20445312143251afee');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 3, '00000000-0000-0000-0000-00000000000b', 1795435202000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000003","building":"b1"}}', '6d2f48372003c92301a02667b094fc9db5196dac66ec702966e14e10a3da7af6');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 4, '00000000-0000-0000-0000-00000000000c', 1795435203000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000004","building":"b1"}}', '783af9ff3c7ffe6c69f57ebf48df2d190a10f72dd03f7a55d71134ebcb6b6592');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 5, '00000000-0000-0000-0000-00000000000d', 1795435204000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000005","building":"b2"}}', '45fa00436562a1383138da4212a82f19b6f9e4eb500f447ef07e98368c3047c4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 6, '00000000-0000-0000-0000-00000000000e', 1795435205000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000006","building":"b2"}}', 'ebca77e270614f4a3726f9bb18423e31dd7a43b946072f87645caec0a7b68bb8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 7, '00000000-0000-0000-0000-00000000000f', 1795435206000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000007","building":"b3"}}', '00e436619ff51f9ec8a3a9c461bec7f0b101a4f3f71e45df34c961711c018dbf');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 8, '00000000-0000-0000-0000-000000000010', 1795435207000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000008","building":"b3"}}', '9785dfd8eeed7b3432b67bb0ee79064df1a9b472eb28da08ddb388c984faa076');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 9, '00000000-0000-0000-0000-000000000013', 1795435208000, NULL, 'operator', '{"slip_printed":{"slip":"00000000-0000-0000-0000-000000000012","household":"00000000-0000-0000-0000-000000000003","admits":1,"roles":["resident","secretary"],"expires_at":1798027200000}}', '6dae38246bbc5e3fe750f7a3c32fbfae8db5dc3eaa49fa6b9797b3cac63f1303');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 10, '00000000-0000-0000-0000-000000000014', 1795435209000, NULL, NULL, '{"person_joined":{"person":"00000000-0000-0000-0000-000000000011","household":"00000000-0000-0000-0000-000000000003","slip":"00000000-0000-0000-0000-000000000012","roles":["resident","secretary"],"consent":1}}', '0eb34e4af427b1416b5d484caf659239bfc4c4a309948d7a020e5a67f101635f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 11, '00000000-0000-0000-0000-000000000017', 1795435210000, NULL, 'operator', '{"slip_printed":{"slip":"00000000-0000-0000-0000-000000000016","household":"00000000-0000-0000-0000-000000000004","admits":1,"roles":["resident"],"expires_at":1798027200000}}', '560e311fd0851306f0b5e2cee29f44f075346b2f40b711c4e07e1302f474817a');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 12, '00000000-0000-0000-0000-000000000018', 1795435211000, NULL, NULL, '{"person_joined":{"person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","slip":"00000000-0000-0000-0000-000000000016","roles":["resident"],"consent":1}}', '6a9f3acc5987f2e5251d0a1ce2d01b961f72ee28040af7da03824ea3ff9ef09b');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 13, '00000000-0000-0000-0000-00000000001b', 1795435212000, NULL, 'operator', '{"slip_printed":{"slip":"00000000-0000-0000-0000-00000000001a","household":"00000000-0000-0000-0000-000000000005","admits":1,"roles":["resident"],"expires_at":1798027200000}}', 'e6941f7a58554da935f24ad1a650680c6c10dc186bbcff7b090895df4eb1f0a1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 14, '00000000-0000-0000-0000-00000000001c', 1795435213000, NULL, NULL, '{"person_joined":{"person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","slip":"00000000-0000-0000-0000-00000000001a","roles":["resident"],"consent":1}}', 'fbf5cfab33a3dea8474c893f3eaefb5431ace52eea951403c82cb48224b282dc');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 15, '00000000-0000-0000-0000-00000000001e', 1795435214000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-00000000001d","number":1,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-00000000001e","photos":[]}}', '6f4012b09c177174f37aba6225ff56b413b47a9bfb399dd2fde06c3c8c390964');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 16, '00000000-0000-0000-0000-00000000001e', 1795435214000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-00000000001d","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '4024c90e84c1d4f45ccdf8d0b4f514f97a0da51d5bae080301912a8e5ff2a432');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 17, '00000000-0000-0000-0000-000000000020', 1795435215000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-00000000001f","number":2,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000020","photos":[]}}', '2927844c9e0aed612403548535bebd5d23fe772d1aa88fe29a282dbccd291011');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 18, '00000000-0000-0000-0000-000000000020', 1795435215000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-00000000001f","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', 'ec617cb4570a68c568a07dae0e2289ebdf4123e659cf29e7fa4bd34e2b11aad5');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 19, '00000000-0000-0000-0000-000000000022', 1795435216000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000021","number":3,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000022","photos":[]}}', '812b7d3a72ba5984e051a6549b552842404a5855dd67947dcbf2724b17a996f5');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 20, '00000000-0000-0000-0000-000000000022', 1795435216000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000021","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '51c43906245f4a3bfa5847094f781a328fc550930bea00e696253b72c18c3147');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 21, '00000000-0000-0000-0000-000000000024', 1795435217000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000023","number":4,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000024","photos":[]}}', '34317d800617063b39306ee810851c3c94326452ddf071d58e3dbf1beab010a4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 22, '00000000-0000-0000-0000-000000000024', 1795435217000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000023","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '39e0d436ff90cd8d719a16860647dc1876163d921a50e6cc597b81ad0f2f18af');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 25, '00000000-0000-0000-0000-000000000028', 1795435219000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000027","number":6,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000028","photos":[]}}', 'a841da519f17cff7f8d4807ed7e0ad653464f73982bd05c8f76c42ada32755ee');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 26, '00000000-0000-0000-0000-000000000028', 1795435219000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000027","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '2fe25ff7695d8a84ff19c514c70f5a675af2c487cc3c5f3289a1cbf77c6d1ecb');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 29, '00000000-0000-0000-0000-00000000002b', 1795435221000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_edited":{"issue":"00000000-0000-0000-0000-00000000001d","category":"noise","area":{"building":"b1"},"text":"00000000-0000-0000-0000-00000000002b"}}', 'e1f7449577bfdc138c87508d08d8637e7e1fb80f73ff204f453e1050dacfe980');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 31, '00000000-0000-0000-0000-00000000002d', 1795435223000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"urgent":false}}', '82bea0964ed1f4363f8ca0b93160aa9310d4fb2f98b6d651e9e00a0727aa50ca');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 33, '00000000-0000-0000-0000-00000000002f', 1795435225000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"urgent":false}}', '13812bdf55f5d8d07fc5971d872c8a20203e5fc981709012fd0478b264a19968');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 35, '00000000-0000-0000-0000-000000000031', 1795435227000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-000000000021","minutes":15,"urgent":false}}', '815bcbb82d67cb75479bbc603cb1b5ad4214b13469de09b389634b9791caf5b2');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 37, '00000000-0000-0000-0000-000000000033', 1795435229000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-000000000023","minutes":15,"urgent":false}}', '944d0c518ef5dc0cf5704a2473b0f07decb8e44503e7737d647c90523625eb94');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 39, '00000000-0000-0000-0000-000000000035', 1795435231000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"urgent":true}}', '76abbf402b8220ffcc4c1f7a8df7246b91d908c57d715340e4907006d671e6c3');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 41, '00000000-0000-0000-0000-000000000037', 1795435233000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"building_named":{"building":"b2","name":"Rose House"}}', '2c99c76c7d304b9151934eac8df24ea5fbba2f07ac492165cb2d8bd21c4ddbbb');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 43, '00000000-0000-0000-0000-00000000003a', 1795435235000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"seconded":{"issue":"00000000-0000-0000-0000-00000000001f","person":"00000000-0000-0000-0000-000000000039","household":"00000000-0000-0000-0000-000000000006","entered_by":"00000000-0000-0000-0000-000000000011"}}', 'a985196a58eb1b53cb010c961ad7232562831dd96b145c7c603de3b0367833b8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 45, '00000000-0000-0000-0000-00000000003c', 1795435237000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_answered":{"issue":"00000000-0000-0000-0000-000000000029","text":"00000000-0000-0000-0000-00000000003c"}}', '82d567b16d6fdb007dbe788f45d7e45bdae1a2e1235f28f984133610a5b9a945');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 47, '00000000-0000-0000-0000-00000000003f', 1795435239000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"meeting_created":{"meeting":"00000000-0000-0000-0000-00000000003e","number":1,"kind":"branch_committee","starts_at":1796122800000,"venue":"Meeting room","minutes":60}}', 'f7d5707f9636bec6a8d1b452d147961a9efc70582d794431c6937e8c4dc5511a');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 48, '00000000-0000-0000-0000-00000000003f', 1795435239000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent"},{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}}],"moved":false}}', '8a79e1ea7021f73f52a328fb78952fcce2f7aeb2ffe7a8b5d2adf81ed82afb03');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 51, '00000000-0000-0000-0000-000000000041', 1795435241000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_dropped":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000025","text":"00000000-0000-0000-0000-000000000041"}}', 'ebf412250c7374052c707e255783ca7689a3e1bd80b584a8d3f7144505f0cd4a');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 52, '00000000-0000-0000-0000-000000000041', 1795435241000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-000000000023","minutes":15,"why":{"shares":{"turn":4,"seconds":2,"given":null}}}],"moved":false}}', '28bfc664febd00353d0538476f6791de57b50a6bbe2b8d365425ddb34cb856a4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 56, '00000000-0000-0000-0000-000000000044', 1795435244000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_minutes_set":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","from":15,"to":20,"text":"00000000-0000-0000-0000-000000000044"}}', 'fb840a9d0e4fc91082d7302e0e18a47685e5e5e7b18813464022b19683393b15');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 23, '00000000-0000-0000-0000-000000000026', 1795435218000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000025","number":5,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000026","photos":[]}}', '477c62637ee9139acb8019884502f4c6b6ac884cbf7efe962c0707771bb2bcc4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 24, '00000000-0000-0000-0000-000000000026', 1795435218000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000025","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', 'bdbe3b4a900f286d830729b0405afe4a3bb78e037bdb3ae66bddd5f7ba25eb83');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 27, '00000000-0000-0000-0000-00000000002a', 1795435220000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000029","number":7,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-00000000002a","photos":[]}}', 'dd1cc413b6bdb290c91ee037e0154d16a913d0c76a23431712d3a5766d038364');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 28, '00000000-0000-0000-0000-00000000002a', 1795435220000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000029","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '66111daaca94033622034ddbb91cd95876649dab9aa4aa5fa0c50697e32adf27');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 30, '00000000-0000-0000-0000-00000000002c', 1795435222000, '00000000-0000-0000-0000-000000000019', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-00000000001d","person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","entered_by":null}}', 'f97ad7cf239771fcf6d1937ab0b51cd707c997e8bebbc7a21b182b24a2c3acf1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 32, '00000000-0000-0000-0000-00000000002e', 1795435224000, '00000000-0000-0000-0000-000000000019', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-00000000001f","person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","entered_by":null}}', '7a0f0873b4719990a7bebee883bc014dee1e029b6bfae68e440bf0d13249b210');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 34, '00000000-0000-0000-0000-000000000030', 1795435226000, '00000000-0000-0000-0000-000000000019', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000021","person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","entered_by":null}}', '474d6b9f12ab2adfceae55c78a110fd14adb3298dd603220b976ac110fcb7ce8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 36, '00000000-0000-0000-0000-000000000032', 1795435228000, '00000000-0000-0000-0000-000000000019', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000023","person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","entered_by":null}}', '706d777fb02e627ea446debdb26545592fc60c1e6a1a6dd5a4c6fa850bb46082');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 38, '00000000-0000-0000-0000-000000000034', 1795435230000, '00000000-0000-0000-0000-000000000019', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000025","person":"00000000-0000-0000-0000-000000000019","household":"00000000-0000-0000-0000-000000000005","entered_by":null}}', '5a59fac2fd508b6f64a69516468f576f7ca3d4bd6229bae8002cb89bcf44ccd2');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 40, '00000000-0000-0000-0000-000000000036', 1795435232000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_revised":{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"urgent":false,"text":"00000000-0000-0000-0000-000000000036"}}', 'c48a08e1a80030551e9e9239c0b76393627e7c6ec6b974a7e41fe14a03d2f9d5');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 42, '00000000-0000-0000-0000-000000000038', 1795435234000, '00000000-0000-0000-0000-000000000019', 'resident', '{"second_taken_back":{"issue":"00000000-0000-0000-0000-00000000001f","person":"00000000-0000-0000-0000-000000000019"}}', '0355b98320259f5caf58e3ce5062fc159cd206a9b1e99a362980e0f79e19fe24');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 44, '00000000-0000-0000-0000-00000000003b', 1795435236000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_withdrawn":{"issue":"00000000-0000-0000-0000-000000000027","text":"00000000-0000-0000-0000-00000000003b"}}', '14f2d14098a528055142e7800745a3aeffa144ab906a7d6406529b769bb5f6da');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 46, '00000000-0000-0000-0000-00000000003d', 1795435238000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_declined":{"issue":"00000000-0000-0000-0000-000000000029","text":"00000000-0000-0000-0000-00000000003d"}}', '0b62a045a59b4e51c8b5a1f15a11c54236c5313d8fdff046ad4928128fc9af64');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 49, '00000000-0000-0000-0000-000000000040', 1795435240000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"meeting_changed":{"meeting":"00000000-0000-0000-0000-00000000003e","kind":"branch_committee","starts_at":1796122800000,"venue":"Meeting room","minutes":70}}', 'd5cb34ff268ae2526f28d71c2a8c66d02b148bd89c4f22b2d00ad1c9e5c953c1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 50, '00000000-0000-0000-0000-000000000040', 1795435240000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent"},{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-000000000023","minutes":15,"why":{"shares":{"turn":4,"seconds":2,"given":null}}}],"moved":false}}', '5ff66876ee7724b96bf9b6f8e4f8d86689a79dd01c4c504693a3abb452889b08');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 53, '00000000-0000-0000-0000-000000000042', 1795435242000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_added":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent","text":"00000000-0000-0000-0000-000000000042"}}', 'b0cbb0a2613a7aeebc7e0624c2d4d93dfcf7f45bfda3e47d7509b0bd54ce7699');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 54, '00000000-0000-0000-0000-000000000042', 1795435242000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent"},{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-000000000023","minutes":15,"why":{"shares":{"turn":4,"seconds":2,"given":null}}}],"moved":false}}', '1aef28a3b6749aa7fefaef66174568f716b1ac0c1a71dc71cc016b8e05d497ad');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 55, '00000000-0000-0000-0000-000000000043', 1795435243000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent"},{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-000000000023","minutes":15,"why":{"shares":{"turn":4,"seconds":2,"given":null}}}],"moved":false}}', '82a66a41a41009f598bb8193b70c16b8f4081e9aa95bf8426c5321753137992f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 58, '00000000-0000-0000-0000-000000000045', 1795435245000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_settings_changed":{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":2}}', '28c2716f0483868b31e9e69bb0a4b9d5c06c6eea575b11609cfac571d4bf4456');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 60, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001f","position":1,"minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}},"support":{"online":1,"on_behalf":1,"households":2,"of":6}}}', '72e3eb55207b8ba3ee97249f2ef546e0d2a6eba1241959b60303a82ee8dc6358');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 61, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000025","position":2,"minutes":15,"why":"urgent","support":{"online":2,"on_behalf":0,"households":2,"of":6}}}', '1594c23211a8c90384dabbadf13ec4cf5e5dcde304c231ddd63c814e13344a1b');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 62, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000021","position":3,"minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}},"support":{"online":2,"on_behalf":0,"households":2,"of":6}}}', '455a856d37ad4986077c66bd7c9534eeec6bf3b92dea5c4206da61a176d3afec');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 63, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001d","position":4,"minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}},"support":{"online":2,"on_behalf":0,"households":1,"of":2}}}', 'f87ab2ce7255e3be165c3f07739ec84091a0534ce0795dc59e19608ea0caa58d');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 64, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"passed_over":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","why":{"shares":null}}}', '6d1ac605bc6128396ea810e82a3fa6c46f4b8cd5d32f5d06e810f05c5c2d8741');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 65, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"credits_carried":{"meeting":"00000000-0000-0000-0000-00000000003e","ballots":[{"person":"00000000-0000-0000-0000-000000000015","credit":0,"line":{"number":1,"of":3,"seconded":[1,2,3,4],"purse":{"share":1100000,"credit":0,"paid":[[3,300000],[1,450000],[2,450000]],"left_over":[],"carried":0}}},{"person":"00000000-0000-0000-0000-000000000019","credit":5833333,"line":{"number":2,"of":3,"seconded":[1,3,4],"purse":{"share":1100000,"credit":0,"paid":[[3,300000],[1,450000]],"left_over":[],"carried":350000}}},{"person":"00000000-0000-0000-0000-000000000039","credit":10833333,"line":{"number":3,"of":3,"seconded":[2],"purse":{"share":1100000,"credit":0,"paid":[[2,450000]],"left_over":[],"carried":650000}}}]}}', 'c63476e58a2f28a58311f92efaedd6f894898682cfbbef0775444959ff60c5a4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 66, '00000000-0000-0000-0000-000000000047', 1795435247000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","document":"{\"format\":1,\"meeting\":\"00000000-0000-0000-0000-00000000003e\",\"number\":1,\"journal\":{\"number\":59,\"hash\":\"dbc28d3d94e0b38f854b63c3e942bb7f1924d489937a7d13479fbb7fdd2806b4\"},\"settings\":{\"rule\":\"equal-shares\",\"reserved\":1,\"unheard_after\":3,\"passed_over_after\":2},\"version\":1,\"minutes\":70,\"placed\":[{\"number\":5,\"minutes\":15,\"why\":\"urgent\"}],\"dropped\":[],\"step\":\"1/3\",\"issues\":[{\"number\":1,\"minutes\":\"15\",\"on_behalf\":0},{\"number\":2,\"minutes\":\"15\",\"on_behalf\":1},{\"number\":3,\"minutes\":\"10\",\"on_behalf\":0},{\"number\":4,\"minutes\":\"20\",\"on_behalf\":0}],\"ballots\":[{\"issues\":[1,2,3,4],\"credit\":\"0\"},{\"issues\":[1,3,4],\"credit\":\"0\"},{\"issues\":[2],\"credit\":\"0\"}],\"chosen\":[3,1,2],\"agenda\":[2,5,3,1]}","fingerprint":"922302bea23cfcecc8e71cbf1d1c92ee470dd400a03e67ccb1b89a5f1bb19f5d","by_seconds":[1,2,3],"settings":{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":2}}}', '5f2a4fb03e1ec79b3585a011186c26c4740bbccdee7a81f7eb90e7cb8f293518');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 67, '00000000-0000-0000-0000-000000000048', 1795435248000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_added":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","minutes":20,"why":{"supplement":{"number":1}},"text":"00000000-0000-0000-0000-000000000048"}}', '2a13e04f0a876da34416b2fe808586b7957a4db5d0998749530719a7cda136e8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 68, '00000000-0000-0000-0000-000000000048', 1795435248000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_locked":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","position":5,"minutes":20,"why":{"supplement":{"number":1}},"support":{"online":2,"on_behalf":0,"households":2,"of":6}}}', '586ea0aebbb7e32d6c0c8d745421a85c45aeb51ebcef98bd9f230504dde5fe41');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 70, '00000000-0000-0000-0000-00000000004a', 1795435250000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_entered":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000025","decision":{"refer_upward":{"ground":"beyond_power"}},"hands":7,"text":"00000000-0000-0000-0000-00000000004a"}}', 'f5bf6a29b4f3ac03cea89aa2aa2eb34a1ba36b0c47738e86c277427233487eb3');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 72, '00000000-0000-0000-0000-00000000004c', 1795435252000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_entered":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001d","decision":"not_done","hands":7,"text":"00000000-0000-0000-0000-00000000004c"}}', '8d10c8d0f66aaa23707f11f084fbe77eb6e86b6e66cb1098efe4fdc88d80beed');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 74, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_published":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001f","decision":{"do_it":{"due":"2027-01-31"}},"hands":7,"text":"00000000-0000-0000-0000-000000000049"}}', 'b14f4029d2cfda8dc84d5a1911a9d7ce4e040bdb3195bf4693589769f07a35b2');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 57, '00000000-0000-0000-0000-000000000044', 1795435244000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000003e","items":[{"issue":"00000000-0000-0000-0000-000000000025","minutes":15,"why":"urgent"},{"issue":"00000000-0000-0000-0000-000000000021","minutes":10,"why":{"shares":{"turn":1,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001d","minutes":15,"why":{"shares":{"turn":2,"seconds":2,"given":null}}},{"issue":"00000000-0000-0000-0000-00000000001f","minutes":15,"why":{"shares":{"turn":3,"seconds":2,"given":null}}}],"moved":false}}', '73c0e3e6b0e8fc15cea6216a5120de6f03668284a40167a3523c39a058edbfa1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 59, '00000000-0000-0000-0000-000000000046', 1795435246000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_moved":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001f","from":4,"to":1,"text":"00000000-0000-0000-0000-000000000046"}}', 'dbc28d3d94e0b38f854b63c3e942bb7f1924d489937a7d13479fbb7fdd2806b4');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 69, '00000000-0000-0000-0000-000000000049', 1795435249000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_entered":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001f","decision":{"do_it":{"due":"2027-01-31"}},"hands":7,"text":"00000000-0000-0000-0000-000000000049"}}', '4656ce4eb752b95d8c8d3ca8004f6c5771827c24dfffb1669f40b426cbe7e7f9');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 71, '00000000-0000-0000-0000-00000000004b', 1795435251000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_entered":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000021","decision":{"defer":{"review_on":"2027-02-01"}},"hands":7,"text":"00000000-0000-0000-0000-00000000004b"}}', '7a25f210a2e122fd8a1e830f833d5403a9b8cc1e156e84a8faa016e46eeabcea');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 73, '00000000-0000-0000-0000-00000000004d', 1795435253000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_entered":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","decision":"owners_decide","hands":7,"text":"00000000-0000-0000-0000-00000000004d"}}', 'baeda629cd987da43495043d66de9cac288e9cbcda0fc645c702171522974fd3');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 80, '00000000-0000-0000-0000-000000000052', 1795435255000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000051","number":8,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000052","photos":["00000000-0000-0000-0000-00000000004f"]}}', '0ab8824734bb32e37a62ef25e773fbbfd357f02babdfba9063f0c233f6ecc3cf');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 81, '00000000-0000-0000-0000-000000000052', 1795435255000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000051","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '34a301114c35588209ca38f2d0889de98e5dee38d48d1b288b74e599695f23e1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 83, '00000000-0000-0000-0000-000000000056', 1795435257000, NULL, 'operator', '{"issue_imported":{"issue":"00000000-0000-0000-0000-000000000055","number":9,"category":"noise","text":"00000000-0000-0000-0000-000000000056","status":"accepted","filed_at":1795435140000,"closed_at":null}}', '6a8a84e4d0c3d01f7f556547a84502245ae6ac2b7306a0645c328c44e557c7ed');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 86, '00000000-0000-0000-0000-000000000059', 1795435259000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"issue_accepted":{"issue":"00000000-0000-0000-0000-000000000057","minutes":10,"urgent":false}}', 'd8b8c06e94780bf703a59179d3cb81405d67d8125d46c7403011932752acc74f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 89, '00000000-0000-0000-0000-00000000005c', 1795435261000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"item_dropped":{"meeting":"00000000-0000-0000-0000-00000000005a","issue":"00000000-0000-0000-0000-000000000057","text":"00000000-0000-0000-0000-00000000005c"}}', 'cdff87a7aa7b616c083db980ef670e4c49df21f3220e8e5610eb6e26bbe4d69f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 90, '00000000-0000-0000-0000-00000000005c', 1795435261000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000005a","items":[],"moved":false}}', '8dd570ea66843cb5a31cd66c9c3d88a86f388f8bee79d57ef687ea3064d44462');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 1, '00000000-0000-0000-0000-000000000065', 1795435200000, NULL, 'operator', '{"community_created":{"slug":"luoxiu","name":"Sunny Court","language":"en","zone":{"name":"Asia/Shanghai","changes":[[0,28800]]}}}', '31c1acbc42077522f36e8661ac2e5162e4de2285f1a0f4fce973f66184047f6d');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 3, '00000000-0000-0000-0000-000000000067', 1795435202000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-00000000005f","building":"b1"}}', '5a908cd177f9614be07ad9f2dfbd10720fb9f9fb6ca145ffa9b595365248f7e3');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 5, '00000000-0000-0000-0000-000000000069', 1795435204000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000061","building":"b2"}}', 'd2679c1a3127347c3ca3c9eec3adb3fe78b536470d453ff36fcadf4f7dae840d');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 7, '00000000-0000-0000-0000-00000000006b', 1795435206000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000063","building":"b3"}}', '7f477348e650a8a58b1fbb85b3e36d119a4e6275dee7d1b79a007f75143e052c');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 9, '00000000-0000-0000-0000-00000000006f', 1795435208000, NULL, 'operator', '{"slip_printed":{"slip":"00000000-0000-0000-0000-00000000006e","household":"00000000-0000-0000-0000-000000000060","admits":1,"roles":["resident"],"expires_at":1798027200000}}', 'd04b2f17e77cd548c84fc4a215a626f0cedcf8937a41f7bb794f5c3a4b2ef614');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 11, '00000000-0000-0000-0000-000000000072', 1795435210000, '00000000-0000-0000-0000-00000000006d', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000071","number":1,"reporter":"00000000-0000-0000-0000-00000000006d","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000072","photos":[]}}', 'c546973e1747984b310db524fa0165ac04fb4edc91c338811a44a32a156e0cc1');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 12, '00000000-0000-0000-0000-000000000072', 1795435210000, '00000000-0000-0000-0000-00000000006d', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000071","person":"00000000-0000-0000-0000-00000000006d","household":"00000000-0000-0000-0000-000000000060","entered_by":null}}', 'd112fc254a0b9aa70cfb289366dcd44c321580ac4ea6898cf55e940088ce029f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 75, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_published":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000025","decision":{"refer_upward":{"ground":"beyond_power"}},"hands":7,"text":"00000000-0000-0000-0000-00000000004a"}}', '7c2fa49b01368a5635d9552a322a84ceed9f087333c0c5ebba92428dc091dceb');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 76, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_published":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000021","decision":{"defer":{"review_on":"2027-02-01"}},"hands":7,"text":"00000000-0000-0000-0000-00000000004b"}}', '151c1cdf6aa0a24c6b92de2eceee515806a2a04f014d2d37e6d49f6ddd59af81');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 77, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_published":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-00000000001d","decision":"not_done","hands":7,"text":"00000000-0000-0000-0000-00000000004c"}}', '3266b1c495088be2b70defb3acdc00e908fe225749f6249c348a8034c1e7b73a');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 78, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decision_published":{"meeting":"00000000-0000-0000-0000-00000000003e","issue":"00000000-0000-0000-0000-000000000023","decision":"owners_decide","hands":7,"text":"00000000-0000-0000-0000-00000000004d"}}', '56e1f2d1367a603818dd458cf3f1cf09df13ff2fc8aebbed70e8c80009a3d1d8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 79, '00000000-0000-0000-0000-00000000004e', 1795435254000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"decisions_published":{"meeting":"00000000-0000-0000-0000-00000000003e"}}', '66e469da8697418cd4fd1ae5f58660786e7588b9ee280f93fc110ae9000a7c1c');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 82, '00000000-0000-0000-0000-000000000054', 1795435256000, NULL, 'operator', '{"slip_printed":{"slip":"00000000-0000-0000-0000-000000000053","household":"00000000-0000-0000-0000-000000000008","admits":1,"roles":["resident"],"expires_at":1798027200000}}', 'b3b393eb0fe8fc585cddb7be693ff960cadb98156dd3b87f3d95cd16a5f6ea57');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 84, '00000000-0000-0000-0000-000000000058', 1795435258000, '00000000-0000-0000-0000-000000000015', 'resident', '{"issue_filed":{"issue":"00000000-0000-0000-0000-000000000057","number":10,"reporter":"00000000-0000-0000-0000-000000000015","category":"lift","area":"estate","building":"b1","text":"00000000-0000-0000-0000-000000000058","photos":[]}}', '324ad8630efcc09396d7736eb942daf745f2d46048d140bbaae566b6a026408a');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 85, '00000000-0000-0000-0000-000000000058', 1795435258000, '00000000-0000-0000-0000-000000000015', 'resident', '{"seconded":{"issue":"00000000-0000-0000-0000-000000000057","person":"00000000-0000-0000-0000-000000000015","household":"00000000-0000-0000-0000-000000000004","entered_by":null}}', '6be5ee0597bf4b5c3c065de6e8962d863036d60e926d6181512abab76f2a90c5');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 87, '00000000-0000-0000-0000-00000000005b', 1795435260000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"meeting_created":{"meeting":"00000000-0000-0000-0000-00000000005a","number":2,"kind":"branch_committee","starts_at":1796122800000,"venue":"Meeting room","minutes":60}}', '5907dcfe2355a08212e26a86ca59d9843ffad3c68858e5d86c7866280d0e9606');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 88, '00000000-0000-0000-0000-00000000005b', 1795435260000, '00000000-0000-0000-0000-000000000011', 'secretary', '{"agenda_filled":{"meeting":"00000000-0000-0000-0000-00000000005a","items":[{"issue":"00000000-0000-0000-0000-000000000057","minutes":10,"why":{"shares":{"turn":1,"seconds":1,"given":null}}}],"moved":false}}', '5faf8807702cefd193650269900d335e574a7a995d84fafc16a686cd1ea47f62');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-000000000002', 91, '00000000-0000-0000-0000-00000000005d', 1795435262000, NULL, 'operator', '{"plan_set":{"buildings":[{"id":"b3","name":"3","cluster":"West","outline":[{"lat":31.1011,"lon":121.4832197},{"lat":31.1011,"lon":121.4835197},{"lat":31.1012,"lon":121.4835197},{"lat":31.1012,"lon":121.4832197}]},{"id":"b2","name":"2","cluster":"East","outline":[{"lat":31.1006,"lon":121.4832197},{"lat":31.1006,"lon":121.4835197},{"lat":31.1007,"lon":121.4835197},{"lat":31.1007,"lon":121.4832197}]},{"id":"b1","name":"1","cluster":"East","outline":[{"lat":31.1001,"lon":121.4832197},{"lat":31.1001,"lon":121.4835197},{"lat":31.1002,"lon":121.4835197},{"lat":31.1002,"lon":121.4832197}]}],"paths":[[{"lat":31.1,"lon":121.4},{"lat":31.102,"lon":121.4}]],"gates":[{"name":"South gate","at":{"lat":31.1,"lon":121.4}}]}}', 'ee72be94c453cf1065ed762ae364b988c3523157c4aa9782d3e3071e659dd22d');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 2, '00000000-0000-0000-0000-000000000066', 1795435201000, NULL, 'operator', '{"plan_set":{"buildings":[{"id":"b1","name":"1","cluster":"East","outline":[{"lat":31.1001,"lon":121.4832197},{"lat":31.1001,"lon":121.4835197},{"lat":31.1002,"lon":121.4835197},{"lat":31.1002,"lon":121.4832197}]},{"id":"b2","name":"2","cluster":"East","outline":[{"lat":31.1006,"lon":121.4832197},{"lat":31.1006,"lon":121.4835197},{"lat":31.1007,"lon":121.4835197},{"lat":31.1007,"lon":121.4832197}]},{"id":"b3","name":"3","cluster":"West","outline":[{"lat":31.1011,"lon":121.4832197},{"lat":31.1011,"lon":121.4835197},{"lat":31.1012,"lon":121.4835197},{"lat":31.1012,"lon":121.4832197}]}],"paths":[[{"lat":31.1,"lon":121.4},{"lat":31.102,"lon":121.4}]],"gates":[{"name":"South gate","at":{"lat":31.1,"lon":121.4}}]}}', '908128d1174c0d0eb2c935f22238e675ddc74a46be5d8528c3c9a8f219221a4b');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 4, '00000000-0000-0000-0000-000000000068', 1795435203000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000060","building":"b1"}}', 'fdfc274f7aad99b7d4ebfdfe53ca1217c2d6bcb2ba11522c0ee90b0dc57a11dc');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 6, '00000000-0000-0000-0000-00000000006a', 1795435205000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000062","building":"b2"}}', '9632408c8cc3f1d97780e47ceb828f6ab2ef63168aa72e8f536533f6a3f5d63f');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 8, '00000000-0000-0000-0000-00000000006c', 1795435207000, NULL, 'operator', '{"household_registered":{"household":"00000000-0000-0000-0000-000000000064","building":"b3"}}', '63ee0e6c13f2ad552fd54ba85d117e77c5418feae322cfbca4d67329737b03f8');
INSERT INTO public.journal VALUES ('00000000-0000-0000-0000-00000000005e', 10, '00000000-0000-0000-0000-000000000070', 1795435209000, NULL, NULL, '{"person_joined":{"person":"00000000-0000-0000-0000-00000000006d","household":"00000000-0000-0000-0000-000000000060","slip":"00000000-0000-0000-0000-00000000006e","roles":["resident"],"consent":1}}', '15bafef64248a729e0f95b1e7afbd50c8545c90d7f4d43b1cf0ae0062c793aa3');



INSERT INTO public.meetings VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005a', 2, 'branch_committee', 1796122800000, 'Meeting room', 60, 'draft', 4, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.meetings VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', 1, 'branch_committee', 1796122800000, 'Meeting room', 70, 'published', 20, 1, 1795435247000, '922302bea23cfcecc8e71cbf1d1c92ee470dd400a03e67ccb1b89a5f1bb19f5d', '[1,2,3]', '{"rule":"equal-shares","reserved":1,"unheard_after":3,"passed_over_after":2}', 13);



INSERT INTO public.members VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000003', 1, 1795435209000);
INSERT INTO public.members VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', 1, 1795435211000);
INSERT INTO public.members VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000005', 1, 1795435213000);
INSERT INTO public.members VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006d', '00000000-0000-0000-0000-000000000060', 1, 1795435209000);



INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 31, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 33, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 35, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 37, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 39, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 45, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 46, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 51, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 51, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 60, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 61, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 61, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 62, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 62, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 63, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 63, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 64, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 64, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 68, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 68, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 74, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 75, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 75, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 76, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 76, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 77, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 77, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 78, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 78, 'seconded');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 86, 'reported');
INSERT INTO public.notices VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 89, 'reported');



INSERT INTO public.owners VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000049', 'typed owner');
INSERT INTO public.owners VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004a', 'typed owner');
INSERT INTO public.owners VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004b', 'typed owner');
INSERT INTO public.owners VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004c', 'typed owner');
INSERT INTO public.owners VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004d', 'typed owner');



INSERT INTO public.papers VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003e', 'zh', 'set', 1, 1795435200000, '\x7479706564207469746c65');



INSERT INTO public.people VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000011', 'typed-secretary', 'zh');
INSERT INTO public.people VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 'typed-resident', 'zh');
INSERT INTO public.people VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 'typed-neighbour', 'zh');
INSERT INTO public.people VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006d', 'resident of 1', 'zh');



INSERT INTO public.photos VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000050', '00000000-0000-0000-0000-000000000015', 1795435200000, '\x747970656420736d616c6c', '\x747970656420006c61726765ff');
INSERT INTO public.photos VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004f', '00000000-0000-0000-0000-000000000015', 1795435255000, '\x747970656420736d616c6c', '\x747970656420006c61726765ff');



INSERT INTO public.plans VALUES ('00000000-0000-0000-0000-000000000002', '[[{"lat":31.1,"lon":121.4},{"lat":31.102,"lon":121.4}]]', '[{"name":"South gate","at":{"lat":31.1,"lon":121.4}}]');
INSERT INTO public.plans VALUES ('00000000-0000-0000-0000-00000000005e', '[[{"lat":31.1,"lon":121.4},{"lat":31.102,"lon":121.4}]]', '[{"name":"South gate","at":{"lat":31.1,"lon":121.4}}]');



INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001d', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001f', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000021', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000023', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000025', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000027', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000029', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000051', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000057', 31.100123456789, 121.4, 12, 'gps');
INSERT INTO public.positions VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000071', 31.100123456789, 121.4, 12, 'gps');



INSERT INTO public.roles VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000011', 'resident');
INSERT INTO public.roles VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000011', 'secretary');
INSERT INTO public.roles VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 'resident');
INSERT INTO public.roles VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000019', 'resident');
INSERT INTO public.roles VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006d', 'resident');



INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000004', '102');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000005', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000006', '102');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000007', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000008', '102');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000005f', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000060', '102');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000061', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000062', '102');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000063', '101');
INSERT INTO public.rooms VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000064', '102');



INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001d', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435214000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001f', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435215000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435216000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435217000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435218000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000027', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435219000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000029', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435220000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001d', '00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000005', NULL, 1795435222000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000005', NULL, 1795435226000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000005', NULL, 1795435228000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000005', NULL, 1795435230000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001f', '00000000-0000-0000-0000-000000000039', '00000000-0000-0000-0000-000000000006', '00000000-0000-0000-0000-000000000011', 1795435235000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000051', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435255000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000057', '00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000004', NULL, 1795435258000);
INSERT INTO public.seconds VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000071', '00000000-0000-0000-0000-00000000006d', '00000000-0000-0000-0000-000000000060', NULL, 1795435210000);



INSERT INTO public.seen VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000015', 89);



INSERT INTO public.sessions VALUES ('token', '00000000-0000-0000-0000-000000000011', 1795435200000, 1795435200001);



INSERT INTO public.slip_codes VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000012', 'code of 00000000-0000-0000-0000-000000000011');
INSERT INTO public.slip_codes VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000016', 'code of 00000000-0000-0000-0000-000000000015');
INSERT INTO public.slip_codes VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001a', 'code of 00000000-0000-0000-0000-000000000019');
INSERT INTO public.slip_codes VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000053', 'typed code');
INSERT INTO public.slip_codes VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006e', 'code of 00000000-0000-0000-0000-00000000006d');



INSERT INTO public.slips VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000003', 1, 1, '["resident","secretary"]', 1798027200000);
INSERT INTO public.slips VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000016', '00000000-0000-0000-0000-000000000004', 1, 1, '["resident"]', 1798027200000);
INSERT INTO public.slips VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001a', '00000000-0000-0000-0000-000000000005', 1, 1, '["resident"]', 1798027200000);
INSERT INTO public.slips VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000053', '00000000-0000-0000-0000-000000000008', 1, 0, '["resident"]', 1798027200000);
INSERT INTO public.slips VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-00000000006e', '00000000-0000-0000-0000-000000000060', 1, 1, '["resident"]', 1798027200000);



INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000001e', 'typed title 0', 'All about typed title 0', '00000000-0000-0000-0000-000000000015', 1795435214000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000020', 'typed title 1', 'All about typed title 1', '00000000-0000-0000-0000-000000000015', 1795435215000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000022', 'typed title 2', 'All about typed title 2', '00000000-0000-0000-0000-000000000015', 1795435216000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000024', 'typed title 3', 'All about typed title 3', '00000000-0000-0000-0000-000000000015', 1795435217000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000026', 'typed title 4', 'All about typed title 4', '00000000-0000-0000-0000-000000000015', 1795435218000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000028', 'typed title 5', 'All about typed title 5', '00000000-0000-0000-0000-000000000015', 1795435219000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002a', 'typed title 6', 'All about typed title 6', '00000000-0000-0000-0000-000000000015', 1795435220000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000002b', 'typed title, new', 'typed text, new', '00000000-0000-0000-0000-000000000015', 1795435221000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000036', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435232000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003b', '', 'typed reason', '00000000-0000-0000-0000-000000000015', 1795435236000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003c', '', 'typed answer', '00000000-0000-0000-0000-000000000011', 1795435237000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000003d', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435238000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000041', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435241000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000042', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435242000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000044', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435244000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000046', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435246000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000048', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435248000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000049', '', 'typed words', '00000000-0000-0000-0000-000000000011', 1795435249000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004a', '', 'typed words', '00000000-0000-0000-0000-000000000011', 1795435250000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004b', '', 'typed words', '00000000-0000-0000-0000-000000000011', 1795435251000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004c', '', 'typed words', '00000000-0000-0000-0000-000000000011', 1795435252000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000004d', '', 'typed words', '00000000-0000-0000-0000-000000000011', 1795435253000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000052', 'With a photo', 'All about With a photo', '00000000-0000-0000-0000-000000000015', 1795435255000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000056', 'Report 1', 'Public Works Department', NULL, 1795435257000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000058', 'typed title', 'All about typed title', '00000000-0000-0000-0000-000000000015', 1795435258000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-00000000005c', '', 'typed reason', '00000000-0000-0000-0000-000000000011', 1795435261000);
INSERT INTO public.texts VALUES ('00000000-0000-0000-0000-00000000005e', '00000000-0000-0000-0000-000000000072', 'Lift', 'All about Lift', '00000000-0000-0000-0000-00000000006d', 1795435210000);



INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 10, NULL, NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 12, NULL, NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 14, NULL, NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 15, '00000000-0000-0000-0000-00000000001d', NULL, '00000000-0000-0000-0000-00000000001e');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 17, '00000000-0000-0000-0000-00000000001f', NULL, '00000000-0000-0000-0000-000000000020');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 19, '00000000-0000-0000-0000-000000000021', NULL, '00000000-0000-0000-0000-000000000022');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 21, '00000000-0000-0000-0000-000000000023', NULL, '00000000-0000-0000-0000-000000000024');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 23, '00000000-0000-0000-0000-000000000025', NULL, '00000000-0000-0000-0000-000000000026');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 25, '00000000-0000-0000-0000-000000000027', NULL, '00000000-0000-0000-0000-000000000028');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 27, '00000000-0000-0000-0000-000000000029', NULL, '00000000-0000-0000-0000-00000000002a');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 29, '00000000-0000-0000-0000-00000000001d', NULL, '00000000-0000-0000-0000-00000000002b');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 31, '00000000-0000-0000-0000-00000000001d', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 33, '00000000-0000-0000-0000-00000000001f', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 35, '00000000-0000-0000-0000-000000000021', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 37, '00000000-0000-0000-0000-000000000023', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 39, '00000000-0000-0000-0000-000000000025', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 40, '00000000-0000-0000-0000-000000000021', NULL, '00000000-0000-0000-0000-000000000036');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 44, '00000000-0000-0000-0000-000000000027', NULL, '00000000-0000-0000-0000-00000000003b');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 45, '00000000-0000-0000-0000-000000000029', NULL, '00000000-0000-0000-0000-00000000003c');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 46, '00000000-0000-0000-0000-000000000029', NULL, '00000000-0000-0000-0000-00000000003d');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 51, '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000041');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 53, '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000042');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 56, '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000044');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 59, '00000000-0000-0000-0000-00000000001f', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000046');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 60, '00000000-0000-0000-0000-00000000001f', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 61, '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 62, '00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 63, '00000000-0000-0000-0000-00000000001d', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 64, '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 67, '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000048');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 68, '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-00000000003e', NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 74, '00000000-0000-0000-0000-00000000001f', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-000000000049');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 75, '00000000-0000-0000-0000-000000000025', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000004a');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 76, '00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000004b');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 77, '00000000-0000-0000-0000-00000000001d', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000004c');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 78, '00000000-0000-0000-0000-000000000023', '00000000-0000-0000-0000-00000000003e', '00000000-0000-0000-0000-00000000004d');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 80, '00000000-0000-0000-0000-000000000051', NULL, '00000000-0000-0000-0000-000000000052');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 83, '00000000-0000-0000-0000-000000000055', NULL, '00000000-0000-0000-0000-000000000056');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 84, '00000000-0000-0000-0000-000000000057', NULL, '00000000-0000-0000-0000-000000000058');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 86, '00000000-0000-0000-0000-000000000057', NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-000000000002', 89, '00000000-0000-0000-0000-000000000057', '00000000-0000-0000-0000-00000000005a', '00000000-0000-0000-0000-00000000005c');
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-00000000005e', 10, NULL, NULL, NULL);
INSERT INTO public.trace VALUES ('00000000-0000-0000-0000-00000000005e', 11, '00000000-0000-0000-0000-000000000071', NULL, '00000000-0000-0000-0000-000000000072');



ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);



ALTER TABLE ONLY public.ballots
    ADD CONSTRAINT ballots_community_id_meeting_id_person_id_key UNIQUE (community_id, meeting_id, person_id);



ALTER TABLE ONLY public.ballots
    ADD CONSTRAINT ballots_pkey PRIMARY KEY (community_id, meeting_id, number);



ALTER TABLE ONLY public.buildings
    ADD CONSTRAINT buildings_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.commands
    ADD CONSTRAINT commands_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.communities
    ADD CONSTRAINT communities_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.community_details
    ADD CONSTRAINT community_details_pkey PRIMARY KEY (community_id);



ALTER TABLE ONLY public.community_details
    ADD CONSTRAINT community_details_slug_key UNIQUE (slug);



ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_pkey PRIMARY KEY (community_id, person_id);



ALTER TABLE ONLY public.cursors
    ADD CONSTRAINT cursors_pkey PRIMARY KEY (community_id, channel);



ALTER TABLE ONLY public.derived
    ADD CONSTRAINT derived_pkey PRIMARY KEY (form);



ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (community_id, meeting_id);



ALTER TABLE ONLY public.dropped_items
    ADD CONSTRAINT dropped_items_pkey PRIMARY KEY (community_id, meeting_id, issue_id);



ALTER TABLE ONLY public.entered_people
    ADD CONSTRAINT entered_people_pkey PRIMARY KEY (community_id, person_id);



ALTER TABLE ONLY public.households
    ADD CONSTRAINT households_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.issue_photos
    ADD CONSTRAINT issue_photos_pkey PRIMARY KEY (community_id, photo_id);



ALTER TABLE ONLY public.issue_words
    ADD CONSTRAINT issue_words_pkey PRIMARY KEY (community_id, issue_id);



ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_community_id_number_key UNIQUE (community_id, number);



ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.items
    ADD CONSTRAINT items_pkey PRIMARY KEY (community_id, meeting_id, issue_id);



ALTER TABLE ONLY public.join_failures
    ADD CONSTRAINT join_failures_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (community_id, number);



ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT meetings_community_id_number_key UNIQUE (community_id, number);



ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT meetings_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (community_id, person_id);



ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (community_id, person_id, number);



ALTER TABLE ONLY public.owners
    ADD CONSTRAINT owners_pkey PRIMARY KEY (community_id, text_id);



ALTER TABLE ONLY public.papers
    ADD CONSTRAINT papers_pkey PRIMARY KEY (community_id, meeting_id, language, kind, for_members);



ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (community_id, person_id);



ALTER TABLE ONLY public.photos
    ADD CONSTRAINT photos_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.plans
    ADD CONSTRAINT plans_pkey PRIMARY KEY (community_id);



ALTER TABLE ONLY public.positions
    ADD CONSTRAINT positions_pkey PRIMARY KEY (community_id, issue_id);



ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (community_id, person_id, role);



ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_pkey PRIMARY KEY (community_id, household_id);



ALTER TABLE ONLY public.seconds
    ADD CONSTRAINT seconds_pkey PRIMARY KEY (community_id, issue_id, person_id);



ALTER TABLE ONLY public.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (community_id, person_id);



ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);



ALTER TABLE ONLY public.slip_codes
    ADD CONSTRAINT slip_codes_pkey PRIMARY KEY (community_id, slip_id);



ALTER TABLE ONLY public.slips
    ADD CONSTRAINT slips_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_pkey PRIMARY KEY (community_id, id);



ALTER TABLE ONLY public.trace
    ADD CONSTRAINT trace_pkey PRIMARY KEY (community_id, number);



CREATE UNIQUE INDEX entered_people_by_name ON public.entered_people USING btree (community_id, household_id, name) WHERE (name <> ''::text);



CREATE INDEX households_by_building ON public.households USING btree (community_id, building_id);



CREATE INDEX issues_by_reporter ON public.issues USING btree (community_id, reporter_id);



CREATE INDEX issues_located ON public.issues USING btree (community_id, located, filed_at, number, status);



CREATE INDEX issues_most_seconded ON public.issues USING btree (community_id, seconds, number);



CREATE INDEX issues_most_seconded_by_category ON public.issues USING btree (community_id, category, seconds, number, status);



CREATE INDEX issues_most_seconded_by_status ON public.issues USING btree (community_id, status, seconds, number, category);



CREATE INDEX issues_newest ON public.issues USING btree (community_id, filed_at, number);



CREATE INDEX issues_newest_by_category ON public.issues USING btree (community_id, category, filed_at, number, status);



CREATE INDEX issues_newest_by_status ON public.issues USING btree (community_id, status, filed_at, number, category);



CREATE INDEX join_failures_by_age ON public.join_failures USING btree (last_at);



CREATE INDEX meetings_newest ON public.meetings USING btree (community_id, starts_at, number);



CREATE INDEX photos_by_age ON public.photos USING btree (community_id, at);



CREATE INDEX photos_of_issue ON public.issue_photos USING btree (community_id, issue_id, "position", photo_id);



CREATE INDEX seconds_by_person ON public.seconds USING btree (community_id, person_id, issue_id);



CREATE INDEX sessions_by_expiry ON public.sessions USING btree (expires_at);



CREATE UNIQUE INDEX slip_codes_by_hash ON public.slip_codes USING btree (community_id, code_hash);



CREATE INDEX trace_of_issue ON public.trace USING btree (community_id, issue_id, number);



CREATE INDEX trace_of_meeting ON public.trace USING btree (community_id, meeting_id, number);



ALTER TABLE ONLY public.ballots
    ADD CONSTRAINT ballots_community_id_meeting_id_fkey FOREIGN KEY (community_id, meeting_id) REFERENCES public.meetings(community_id, id);



ALTER TABLE ONLY public.buildings
    ADD CONSTRAINT buildings_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.commands
    ADD CONSTRAINT commands_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.community_details
    ADD CONSTRAINT community_details_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.cursors
    ADD CONSTRAINT cursors_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_community_id_meeting_id_fkey FOREIGN KEY (community_id, meeting_id) REFERENCES public.meetings(community_id, id);



ALTER TABLE ONLY public.dropped_items
    ADD CONSTRAINT dropped_items_community_id_meeting_id_fkey FOREIGN KEY (community_id, meeting_id) REFERENCES public.meetings(community_id, id);



ALTER TABLE ONLY public.entered_people
    ADD CONSTRAINT entered_people_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.households
    ADD CONSTRAINT households_community_id_building_id_fkey FOREIGN KEY (community_id, building_id) REFERENCES public.buildings(community_id, id);



ALTER TABLE ONLY public.households
    ADD CONSTRAINT households_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.issue_photos
    ADD CONSTRAINT issue_photos_community_id_issue_id_fkey FOREIGN KEY (community_id, issue_id) REFERENCES public.issues(community_id, id);



ALTER TABLE ONLY public.issue_words
    ADD CONSTRAINT issue_words_community_id_issue_id_fkey FOREIGN KEY (community_id, issue_id) REFERENCES public.issues(community_id, id);



ALTER TABLE ONLY public.issues
    ADD CONSTRAINT issues_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.items
    ADD CONSTRAINT items_community_id_issue_id_fkey FOREIGN KEY (community_id, issue_id) REFERENCES public.issues(community_id, id);



ALTER TABLE ONLY public.items
    ADD CONSTRAINT items_community_id_meeting_id_fkey FOREIGN KEY (community_id, meeting_id) REFERENCES public.meetings(community_id, id);



ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.meetings
    ADD CONSTRAINT meetings_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_community_id_household_id_fkey FOREIGN KEY (community_id, household_id) REFERENCES public.households(community_id, id);



ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_community_id_person_id_fkey FOREIGN KEY (community_id, person_id) REFERENCES public.members(community_id, person_id);



ALTER TABLE ONLY public.owners
    ADD CONSTRAINT owners_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.papers
    ADD CONSTRAINT papers_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.photos
    ADD CONSTRAINT photos_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.plans
    ADD CONSTRAINT plans_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.positions
    ADD CONSTRAINT positions_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_community_id_person_id_fkey FOREIGN KEY (community_id, person_id) REFERENCES public.members(community_id, person_id);



ALTER TABLE ONLY public.rooms
    ADD CONSTRAINT rooms_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.seconds
    ADD CONSTRAINT seconds_community_id_issue_id_fkey FOREIGN KEY (community_id, issue_id) REFERENCES public.issues(community_id, id);



ALTER TABLE ONLY public.seen
    ADD CONSTRAINT seen_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.slip_codes
    ADD CONSTRAINT slip_codes_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.slips
    ADD CONSTRAINT slips_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.slips
    ADD CONSTRAINT slips_community_id_household_id_fkey FOREIGN KEY (community_id, household_id) REFERENCES public.households(community_id, id);



ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



ALTER TABLE ONLY public.trace
    ADD CONSTRAINT trace_community_id_fkey FOREIGN KEY (community_id) REFERENCES public.communities(id);



