--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: register_append_only(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.register_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;


--
-- Name: register_in_order(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.register_in_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit) THEN RAISE EXCEPTION 'audit is append-only'; END IF;
  RETURN NEW;
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: about; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.about (
    key text NOT NULL,
    value text NOT NULL
);


--
-- Name: adjudications; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.adjudications (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    who text NOT NULL,
    at text NOT NULL,
    decisions text NOT NULL,
    answers text NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    seq bigint NOT NULL,
    at text NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id bigint NOT NULL,
    before text,
    after text,
    previous text NOT NULL,
    hash text NOT NULL
);


--
-- Name: consultations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consultations (
    id bigint NOT NULL,
    version integer NOT NULL,
    dossier_id bigint NOT NULL,
    body text NOT NULL,
    letter_symbol text,
    sent_on date NOT NULL,
    due_on date,
    answered_on date,
    view text,
    answer_symbol text,
    note text
);


--
-- Name: corrections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.corrections (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    field text NOT NULL,
    before text,
    after text,
    reason text,
    who text NOT NULL,
    at text NOT NULL
);


--
-- Name: dossiers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dossiers (
    id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    state_since text NOT NULL,
    matter_id bigint,
    nth integer NOT NULL,
    previous_id bigint,
    arrived_on date NOT NULL,
    book text NOT NULL,
    number_year integer,
    number integer,
    author text NOT NULL,
    symbol text,
    document_date text,
    kind text,
    subject text NOT NULL,
    urgency text,
    unit text,
    passed_on date,
    signed_for text,
    note text,
    deadline date,
    progress text,
    answer_symbol text,
    holder text,
    sender_id text,
    province_id text,
    field text,
    purpose text,
    addressee text,
    pack text,
    outcome text,
    verdict text,
    generic text,
    generic_probability double precision,
    scored_id text,
    path text,
    scoring_id bigint,
    finished_on date,
    archived_on date,
    purged_at text,
    search text NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    at text NOT NULL,
    on_day date NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    note text,
    data text
);


--
-- Name: labels; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.labels (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    scoring_id bigint,
    what text NOT NULL,
    proposed text,
    decided text NOT NULL,
    reason text NOT NULL,
    model text,
    who text NOT NULL,
    at text NOT NULL
);


--
-- Name: outgoing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outgoing (
    id bigint NOT NULL,
    version integer NOT NULL,
    dossier_id bigint,
    book text NOT NULL,
    number_year integer NOT NULL,
    number integer NOT NULL,
    symbol text NOT NULL,
    dated_on date NOT NULL,
    kind text,
    subject text NOT NULL,
    signer text,
    recipients text,
    copy_holder text,
    copies integer,
    sent_on date,
    signed_for text,
    note text,
    replaces_id bigint,
    search text NOT NULL
);


--
-- Name: readings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.readings (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    reader text NOT NULL,
    at text NOT NULL,
    text_sha256 text NOT NULL,
    answers text NOT NULL,
    evidence text NOT NULL,
    why text NOT NULL
);


--
-- Name: return_reasons; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.return_reasons (
    id bigint NOT NULL,
    version integer NOT NULL,
    return_id bigint NOT NULL,
    requirement text NOT NULL,
    codes text NOT NULL,
    article text,
    text text,
    cured text,
    cured_on date
);


--
-- Name: returns; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.returns (
    id bigint NOT NULL,
    version integer NOT NULL,
    dossier_id bigint NOT NULL,
    kind text NOT NULL,
    returned_on date NOT NULL,
    decided_by text NOT NULL,
    proposed text,
    letter_symbol text,
    body text,
    due_on date,
    answered_on date,
    answered_by_id bigint,
    note text
);


--
-- Name: scorings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scorings (
    id bigint NOT NULL,
    dossier_id bigint NOT NULL,
    at text NOT NULL,
    who text NOT NULL,
    sha256 text NOT NULL,
    line bytea
);


--
-- Name: task_extensions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_extensions (
    id bigint NOT NULL,
    version integer NOT NULL,
    task_id bigint NOT NULL,
    asked_on date NOT NULL,
    asked_until date,
    reason text,
    decided_on date,
    granted boolean,
    letter_symbol text,
    new_deadline date,
    counts boolean,
    old_deadline date
);


--
-- Name: task_handovers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_handovers (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    on_day date NOT NULL,
    from_body text NOT NULL,
    to_body text NOT NULL,
    letter_symbol text,
    who text NOT NULL,
    at text NOT NULL
);


--
-- Name: task_notes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_notes (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    at text NOT NULL,
    on_day date NOT NULL,
    who text NOT NULL,
    text text NOT NULL,
    product_symbol text
);


--
-- Name: tasks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tasks (
    id bigint NOT NULL,
    version integer NOT NULL,
    source_symbol text NOT NULL,
    source_date date,
    source_issuer text,
    dossier_id bigint,
    outgoing_id bigint,
    content text NOT NULL,
    lead text NOT NULL,
    supporting text,
    person text,
    given_on date NOT NULL,
    deadline date,
    first_deadline date,
    cause text,
    done_on date,
    product_symbol text,
    special text,
    special_on date,
    note text,
    search text NOT NULL
);


--
-- Data for Name: about; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.about VALUES ('id', '6d745df8a0116eef');
INSERT INTO public.about VALUES ('salt', '51b86e5417ce5b55a4c3cdce7d72c36deff5866b7fb4acaaa25e3fe2d87fe977');
INSERT INTO public.about VALUES ('made_at', '2026-11-25T19:12:40.620565Z');


--
-- Data for Name: adjudications; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0001');


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES (1, '2026-11-25T19:12:40.633161Z', 'Lê Chánh', 'init', 'register', 0, NULL, '{"id":"6d745df8a0116eef","schema":"0002"}', '0000000000000000000000000000000000000000000000000000000000000000', '9ca4c00f9a8be6b0ac51653ee7a4bf10d76f3a390bc5427aac6ab9242a495eb9');
INSERT INTO public.audit VALUES (2, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', 'receive', 'dossiers', 1, NULL, '{"addressee":"chair","arrived_on":"2026-03-02","author":"SỞ XÂY DỰNG","book":"","document_date":"2026-02-26","generic":"no","generic_probability":0.1,"id":1,"kind":"tờ trình","matter_id":1,"nth":1,"outcome":"read","pack":"general","path":"ho-so/1.txt","province_id":"68","purpose":"budget","scored_id":"0000000000000001","scoring_id":1,"sender_id":"lam-dong/so-xay-dung","state":"received","state_since":"2026-11-25T19:12:40.711911Z","subject":"Về việc sửa chữa cầu Đạ Nhim số 1","symbol":"101/TTr-SXD","verdict":"return","version":1}', '9ca4c00f9a8be6b0ac51653ee7a4bf10d76f3a390bc5427aac6ab9242a495eb9', '7cdf31ebae3546947137aa5f6425c6fae7aa6094c38791f1500b0636fa31cef3');
INSERT INTO public.audit VALUES (3, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', 'receive', 'events', 1, NULL, '{"action":"receive","at":"2026-11-25T19:12:40.711911Z","dossier_id":1,"id":1,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}', '7cdf31ebae3546947137aa5f6425c6fae7aa6094c38791f1500b0636fa31cef3', '4d4cb1cabca825e0c50cd71e1a336aefbeecc278be6d3858285d1b7924ba6d1d');
INSERT INTO public.audit VALUES (4, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', 'receive', 'scorings', 1, NULL, '{"at":"2026-11-25T19:12:40.711911Z","dossier_id":1,"id":1,"sha256":"35e2112f5fb9bccafefcbf74d19d5c00462436cd440ed5bb65e2fda79e7ac0d8","who":"Nguyễn Văn Thư"}', '4d4cb1cabca825e0c50cd71e1a336aefbeecc278be6d3858285d1b7924ba6d1d', 'ba177cae51dbad460ee24071cb9608b6c0521583938626c50a3aa29f3d560c59');
INSERT INTO public.audit VALUES (5, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', 'receive', 'dossiers', 1, '{"number":null,"number_year":null,"state":"received","version":1}', '{"number":1,"number_year":2026,"state":"registered","version":2}', 'ba177cae51dbad460ee24071cb9608b6c0521583938626c50a3aa29f3d560c59', '5ab64e2e303aeb91b35f601e44839911544870b7b298162d74a7654359ad3c4d');
INSERT INTO public.audit VALUES (6, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', 'receive', 'events', 2, NULL, '{"action":"number","at":"2026-11-25T19:12:40.711911Z","data":{"number":1,"year":2026},"dossier_id":1,"from_state":"received","id":2,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}', '5ab64e2e303aeb91b35f601e44839911544870b7b298162d74a7654359ad3c4d', 'e2854795a1d9aa41da7cc4fe6a28171add2880a0fe1597ce94d345efdf65e31f');
INSERT INTO public.audit VALUES (7, '2026-11-25T19:12:40.953594Z', 'Nguyễn Văn Thư', 'check', 'dossiers', 1, '{"holder":null,"passed_on":null,"state":"registered","state_since":"2026-11-25T19:12:40.711911Z","version":2}', '{"holder":"Trần Thị Chuyên","passed_on":"2026-03-02","state":"checking","state_since":"2026-11-25T19:12:40.953594Z","version":3}', 'e2854795a1d9aa41da7cc4fe6a28171add2880a0fe1597ce94d345efdf65e31f', '3e63cf7291df07d71e6d49569bd86ce3ecb3506002088d9027804b792d04f878');
INSERT INTO public.audit VALUES (8, '2026-11-25T19:12:40.953594Z', 'Nguyễn Văn Thư', 'check', 'events', 3, NULL, '{"action":"check","at":"2026-11-25T19:12:40.953594Z","data":{"holder":"Trần Thị Chuyên"},"dossier_id":1,"from_state":"registered","id":3,"on_day":"2026-03-02","to_state":"checking","who":"Nguyễn Văn Thư"}', '3e63cf7291df07d71e6d49569bd86ce3ecb3506002088d9027804b792d04f878', '81b05b0aeb05cf4407717cfbccf4ebe6dad77dcfe57fc321615aff4423ea1dc7');
INSERT INTO public.audit VALUES (9, '2026-11-25T19:12:41.059941Z', 'Trần Thị Chuyên', 'return', 'dossiers', 1, '{"finished_on":null,"state":"checking","state_since":"2026-11-25T19:12:40.953594Z","version":3}', '{"finished_on":"2026-03-02","state":"returned","state_since":"2026-11-25T19:12:41.059941Z","version":4}', '81b05b0aeb05cf4407717cfbccf4ebe6dad77dcfe57fc321615aff4423ea1dc7', '57b1c540060664a54febb5c0bf510ecc150769c14bc7a1db4250593edd52be87');
INSERT INTO public.audit VALUES (10, '2026-11-25T19:12:41.059941Z', 'Trần Thị Chuyên', 'return', 'events', 4, NULL, '{"action":"return","at":"2026-11-25T19:12:41.059941Z","data":{"proposed":"return","reasons":["authority_basis"],"scoring":1},"dossier_id":1,"from_state":"checking","id":4,"on_day":"2026-03-02","to_state":"returned","who":"Trần Thị Chuyên"}', '57b1c540060664a54febb5c0bf510ecc150769c14bc7a1db4250593edd52be87', '2d4b94d50d71d361bbe957650077e4a4c10084bf998f9ae622d36eddff3ab4d9');
INSERT INTO public.audit VALUES (11, '2026-11-25T19:12:41.059941Z', 'Trần Thị Chuyên', 'return', 'returns', 1, NULL, '{"decided_by":"Trần Thị Chuyên","dossier_id":1,"id":1,"kind":"return","proposed":"return","returned_on":"2026-03-02","version":1}', '2d4b94d50d71d361bbe957650077e4a4c10084bf998f9ae622d36eddff3ab4d9', '23a96a082e851393a079ce8edde7b5297acc640c17dc28522c5eb2e2a50f99eb');
INSERT INTO public.audit VALUES (12, '2026-11-25T19:12:41.059941Z', 'Trần Thị Chuyên', 'return', 'return_reasons', 1, NULL, '{"article":"Quy chế mẫu của bài kiểm thử","codes":["R01"],"id":1,"requirement":"authority_basis","return_id":1,"version":1}', '23a96a082e851393a079ce8edde7b5297acc640c17dc28522c5eb2e2a50f99eb', 'd8858b089e9503c53bc7f361a4db7fc09f136ce9f4abc4d1b25b847009794699');
INSERT INTO public.audit VALUES (13, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'dossiers', 2, NULL, '{"addressee":"chair","arrived_on":"2026-03-02","author":"SỞ XÂY DỰNG","book":"","document_date":"2026-02-26","generic":"no","generic_probability":0.1,"id":2,"kind":"tờ trình","matter_id":1,"nth":2,"outcome":"read","pack":"general","path":"ho-so/2.txt","previous_id":1,"province_id":"68","purpose":"budget","scored_id":"0000000000000002","scoring_id":2,"sender_id":"lam-dong/so-xay-dung","state":"received","state_since":"2026-11-25T19:12:41.244645Z","subject":"Về việc sửa chữa cầu Đạ Nhim số 2","symbol":"102/TTr-SXD","verdict":"pass","version":1}', 'd8858b089e9503c53bc7f361a4db7fc09f136ce9f4abc4d1b25b847009794699', '7214b0f3c425aa74909996c99307a6005862e0e68a0eb9ee598b626588906d52');
INSERT INTO public.audit VALUES (14, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'events', 5, NULL, '{"action":"receive","at":"2026-11-25T19:12:41.244645Z","data":{"previous":1},"dossier_id":2,"id":5,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}', '7214b0f3c425aa74909996c99307a6005862e0e68a0eb9ee598b626588906d52', '10047701782afd18f874043f1de51bb6c8398b8845350bd67002e23b77eff172');
INSERT INTO public.audit VALUES (15, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'scorings', 2, NULL, '{"at":"2026-11-25T19:12:41.244645Z","dossier_id":2,"id":2,"sha256":"161cf56159423b249546007026285b8018da0a2e0b9aeba6fdb44a1236a2f97a","who":"Nguyễn Văn Thư"}', '10047701782afd18f874043f1de51bb6c8398b8845350bd67002e23b77eff172', 'f9f747c26545eb1546cea721a64bd77d63abbd2b44bfc4eec4a9b5d108020ac4');
INSERT INTO public.audit VALUES (16, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'dossiers', 2, '{"number":null,"number_year":null,"state":"received","version":1}', '{"number":2,"number_year":2026,"state":"registered","version":2}', 'f9f747c26545eb1546cea721a64bd77d63abbd2b44bfc4eec4a9b5d108020ac4', '89885dcbfecc124349335ead4edbf108432a3e10adc44ff06d5e61db61cc97bb');
INSERT INTO public.audit VALUES (17, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'events', 6, NULL, '{"action":"number","at":"2026-11-25T19:12:41.244645Z","data":{"number":2,"year":2026},"dossier_id":2,"from_state":"received","id":6,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}', '89885dcbfecc124349335ead4edbf108432a3e10adc44ff06d5e61db61cc97bb', '4d6ab280889be50aa19d48ae53741e450cb5c1ccb4a922ffe33c5b72eeb48500');
INSERT INTO public.audit VALUES (18, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'events', 7, NULL, '{"action":"resubmit","at":"2026-11-25T19:12:41.244645Z","data":{"dossier":2},"dossier_id":1,"from_state":"returned","id":7,"on_day":"2026-03-02","to_state":"returned","who":"Nguyễn Văn Thư"}', '4d6ab280889be50aa19d48ae53741e450cb5c1ccb4a922ffe33c5b72eeb48500', '356aa386ae588bb0152c6632163961f6cfb9b65197652c52569c1b7cac6025d7');
INSERT INTO public.audit VALUES (19, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'returns', 1, '{"answered_by_id":null,"answered_on":null,"version":1}', '{"answered_by_id":2,"answered_on":"2026-03-02","version":2}', '356aa386ae588bb0152c6632163961f6cfb9b65197652c52569c1b7cac6025d7', 'dc81d970bc00d741fd7c34cbc0288b4408c8059502b059140e432b3ce9ba73f3');
INSERT INTO public.audit VALUES (20, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', 'resubmit', 'return_reasons', 1, '{"cured":null,"cured_on":null,"version":1}', '{"cured":"yes","cured_on":"2026-03-02","version":2}', 'dc81d970bc00d741fd7c34cbc0288b4408c8059502b059140e432b3ce9ba73f3', '26a9eb2c8fb49a7eb4d121f8709709df9e728658133cb6e0d00833dfd3c02579');
INSERT INTO public.audit VALUES (21, '2026-11-25T19:12:41.601502Z', 'Trần Thị Chuyên', 'correct', 'dossiers', 2, '{"note":null,"version":2}', '{"note":"ghi chú của bản 0001","version":3}', '26a9eb2c8fb49a7eb4d121f8709709df9e728658133cb6e0d00833dfd3c02579', 'f7af830ae7dfd821a261951cb4333925280a2286816bd6a83eaccf2e74fde0f3');
INSERT INTO public.audit VALUES (22, '2026-11-25T19:12:41.601502Z', 'Trần Thị Chuyên', 'correct', 'corrections', 1, NULL, '{"after":"ghi chú của bản 0001","at":"2026-11-25T19:12:41.601502Z","dossier_id":2,"field":"note","id":1,"reason":"kiểm thử","who":"Trần Thị Chuyên"}', 'f7af830ae7dfd821a261951cb4333925280a2286816bd6a83eaccf2e74fde0f3', 'af9a5ae6ef23daffd9518d5f22138ba942df32621567790da95540c9357d0c36');
INSERT INTO public.audit VALUES (23, '2026-11-25T19:12:41.680926Z', 'Nguyễn Văn Thư', 'receive', 'dossiers', 3, NULL, '{"arrived_on":"2026-03-02","author":"Sở Xây dựng","book":"","id":3,"matter_id":3,"nth":1,"sender_id":"so-xay-dung","signed_for":"hmac:f9d72d25ade7f4506f29189c9bbdb4337db9054ab5126b94787b1a82952ab997","state":"received","state_since":"2026-11-25T19:12:41.680926Z","subject":"Về việc sửa chữa cầu số 3","symbol":"3/TTr-SXD","version":1}', 'af9a5ae6ef23daffd9518d5f22138ba942df32621567790da95540c9357d0c36', '863d981bf07102b7075dbe7cd9f0fd9ee6a068a920f4937d09f003eb0a789d2e');
INSERT INTO public.audit VALUES (24, '2026-11-25T19:12:41.680926Z', 'Nguyễn Văn Thư', 'receive', 'events', 8, NULL, '{"action":"receive","at":"2026-11-25T19:12:41.680926Z","dossier_id":3,"id":8,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}', '863d981bf07102b7075dbe7cd9f0fd9ee6a068a920f4937d09f003eb0a789d2e', 'c8718ceef7cb0694e0e737e66ab68a445eb62b44207f025b27ad543b0149b590');
INSERT INTO public.audit VALUES (25, '2026-11-25T19:12:41.680926Z', 'Nguyễn Văn Thư', 'receive', 'dossiers', 3, '{"number":null,"number_year":null,"state":"received","version":1}', '{"number":3,"number_year":2026,"state":"registered","version":2}', 'c8718ceef7cb0694e0e737e66ab68a445eb62b44207f025b27ad543b0149b590', 'fef2bfb559c874084e5b9cd4d623b7a4e3c0f28f19917e30dc35495676bb6d17');
INSERT INTO public.audit VALUES (26, '2026-11-25T19:12:41.680926Z', 'Nguyễn Văn Thư', 'receive', 'events', 9, NULL, '{"action":"number","at":"2026-11-25T19:12:41.680926Z","data":{"number":3,"year":2026},"dossier_id":3,"from_state":"received","id":9,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}', 'fef2bfb559c874084e5b9cd4d623b7a4e3c0f28f19917e30dc35495676bb6d17', 'caabaa45da10216026f6b2fafa0b03e93558e69f1f18d2da8bbba2488fdcebda');


--
-- Data for Name: consultations; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: corrections; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.corrections VALUES (1, 2, 'note', NULL, '"ghi chú của bản 0001"', 'kiểm thử', 'Trần Thị Chuyên', '2026-11-25T19:12:41.601502Z');


--
-- Data for Name: dossiers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dossiers VALUES (1, 4, 'returned', '2026-11-25T19:12:41.059941Z', 1, 1, NULL, '2026-03-02', '', 2026, 1, 'SỞ XÂY DỰNG', '101/TTr-SXD', '2026-02-26', 'tờ trình', 'Về việc sửa chữa cầu Đạ Nhim số 1', NULL, NULL, '2026-03-02', NULL, NULL, NULL, NULL, NULL, 'Trần Thị Chuyên', 'lam-dong/so-xay-dung', '68', NULL, 'budget', 'chair', 'general', 'read', 'return', 'no', 0.1, '0000000000000001', 'ho-so/1.txt', 1, '2026-03-02', NULL, NULL, 'so xay dung 101/ttr-sxd ve viec sua chua cau da nhim so 1 to trinh tran thi chuyen lam-dong/so-xay-dung 1');
INSERT INTO public.dossiers VALUES (2, 3, 'registered', '2026-11-25T19:12:41.244645Z', 1, 2, 1, '2026-03-02', '', 2026, 2, 'SỞ XÂY DỰNG', '102/TTr-SXD', '2026-02-26', 'tờ trình', 'Về việc sửa chữa cầu Đạ Nhim số 2', NULL, NULL, NULL, NULL, 'ghi chú của bản 0001', NULL, NULL, NULL, NULL, 'lam-dong/so-xay-dung', '68', NULL, 'budget', 'chair', 'general', 'read', 'pass', 'no', 0.1, '0000000000000002', 'ho-so/2.txt', 2, NULL, NULL, NULL, 'so xay dung 102/ttr-sxd ve viec sua chua cau da nhim so 2 to trinh ghi chu cua ban 0001 lam-dong/so-xay-dung 2');
INSERT INTO public.dossiers VALUES (3, 2, 'registered', '2026-11-25T19:12:41.680926Z', 3, 1, NULL, '2026-03-02', '', 2026, 3, 'Sở Xây dựng', '3/TTr-SXD', NULL, NULL, 'Về việc sửa chữa cầu số 3', NULL, NULL, NULL, 'Đỗ Thị Nhận', NULL, NULL, NULL, NULL, NULL, 'so-xay-dung', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'so xay dung 3/ttr-sxd ve viec sua chua cau so 3 so-xay-dung 3');


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES (1, 1, '2026-11-25T19:12:40.711911Z', '2026-03-02', 'Nguyễn Văn Thư', 'receive', NULL, 'received', NULL, NULL);
INSERT INTO public.events VALUES (2, 1, '2026-11-25T19:12:40.711911Z', '2026-03-02', 'Nguyễn Văn Thư', 'number', 'received', 'registered', NULL, '{"number":1,"year":2026}');
INSERT INTO public.events VALUES (3, 1, '2026-11-25T19:12:40.953594Z', '2026-03-02', 'Nguyễn Văn Thư', 'check', 'registered', 'checking', NULL, '{"holder":"Trần Thị Chuyên"}');
INSERT INTO public.events VALUES (4, 1, '2026-11-25T19:12:41.059941Z', '2026-03-02', 'Trần Thị Chuyên', 'return', 'checking', 'returned', NULL, '{"proposed":"return","reasons":["authority_basis"],"scoring":1}');
INSERT INTO public.events VALUES (5, 2, '2026-11-25T19:12:41.244645Z', '2026-03-02', 'Nguyễn Văn Thư', 'receive', NULL, 'received', NULL, '{"previous":1}');
INSERT INTO public.events VALUES (6, 2, '2026-11-25T19:12:41.244645Z', '2026-03-02', 'Nguyễn Văn Thư', 'number', 'received', 'registered', NULL, '{"number":2,"year":2026}');
INSERT INTO public.events VALUES (7, 1, '2026-11-25T19:12:41.244645Z', '2026-03-02', 'Nguyễn Văn Thư', 'resubmit', 'returned', 'returned', NULL, '{"dossier":2}');
INSERT INTO public.events VALUES (8, 3, '2026-11-25T19:12:41.680926Z', '2026-03-02', 'Nguyễn Văn Thư', 'receive', NULL, 'received', NULL, NULL);
INSERT INTO public.events VALUES (9, 3, '2026-11-25T19:12:41.680926Z', '2026-03-02', 'Nguyễn Văn Thư', 'number', 'received', 'registered', NULL, '{"number":3,"year":2026}');


--
-- Data for Name: labels; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outgoing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: readings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: return_reasons; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.return_reasons VALUES (1, 2, 1, 'authority_basis', '["R01"]', 'Quy chế mẫu của bài kiểm thử', NULL, 'yes', '2026-03-02');


--
-- Data for Name: returns; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.returns VALUES (1, 2, 1, 'return', '2026-03-02', 'Trần Thị Chuyên', 'return', NULL, NULL, NULL, '2026-03-02', 2, NULL);


--
-- Data for Name: scorings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.scorings VALUES (1, 1, '2026-11-25T19:12:40.711911Z', 'Nguyễn Văn Thư', '35e2112f5fb9bccafefcbf74d19d5c00462436cd440ed5bb65e2fda79e7ac0d8', '\x789ca5544b6f133110fe2b96cf4d9b4422d01e69a5820495a0051521b4f2daceda746d2f7e84862a879603202e05ce20e8811ea08273f6c021fc91fd278c77f3a0c0a1157b4834339ee7f7cd1c60c298e5ce718ed73015445abcb4d0257c2019d7148c0f1f2d612a3df1d268d788ccd0a0b8f609233eba77dbdd5eabdd6d757b381a9d93dc269281a57dfeeb801da2e6c605c8d304eb4b9ec3531df23c0a79ad3fc026786a548c6e3961e057102f4012a6e5cc4a67d9ef7b5082cd193df3b6268f0e2ea44a4211606874bf75d33c748274aff4feaeefd21f1e410719d7dc4a0ae1b4c1733129ac49492a73e98778adbddc59c28a382f62376b078b51c776f1baa8ca53e4abf23515a82a3f0f514a34d26272a2118b3f607aa505ba353951e8e77155bed3198e48fc0300683d700bdaedaafc807627470fd046557edfda049b0e2aad6d9d1a8b82588011c47bd7b736d04e55bedcba01398e6ed739ded62e454ee2e0f0b9d471f2541612bca7303a9941dbc91482cd9b93c326c8f13a6e8c52678922766f8e41481f731a93dfafca43349055f98222579567045118c737f8abc6a72146197f425b42aa687d8362e16ea8529383efce8e6d6def6e80ca0f8b981906f51e793bf9aa051ec1c8a553c45331639b29a45e10f9622403200be3483e75027120814c0dc37bd7e28b60e1458c93069671bf50fdb1480d5fdd4ca05c0e384b889f33983f09d272d5cc155812bc30161894a4c4c95a450d6b387317208cbb69747f96a2bdbc0a0b762ea3e3036e6b0a42701f6cdc096782ad31bd138671d6e31f4855e32f01065e9e12944e3e4ab407783c57c8031267d1050e407035c57da2ea0e9f8ae1acec6746c77039cf481e2b850261f6fda019a07ebee8eed5cb15ed4251e4f540feb3f00b153d8ab9359b9daf9ca816333a5b71a6b54f862d166aeec7980d168258423db720adb6db916e5a1027167012363f0153da4327b1d1e801d9a04f26eb2d98a3032ad750f4002b985ba4b98aa437d4cea2987e5f2ece594128ac55737848de3036b344c53daf573593cedb4509b00e8ad4c6d1e81778dc1e87');
INSERT INTO public.scorings VALUES (2, 2, '2026-11-25T19:12:41.244645Z', 'Nguyễn Văn Thư', '161cf56159423b249546007026285b8018da0a2e0b9aeba6fdb44a1236a2f97a', '\x789c9554cb6e133114fd15cbeba64d2211d12e69a5820491a005152134f2d8ced8746c0f7e8486288b9605203605d620e8822ea0827566c122fcc8fc09d73379506001b34874eff17d9e638f3161cc72e738c75b980a222d5e5bf9123e948c6b0ae083876b984a4fbc34da3526333428ae7dc2888fe1dd76b7d76a775bdd1e8ea07392db443240da97bf2ee09035372e409d26d940f21c8eea90e7d1c86bff189be0a95131bbe584415c41bc004b9896331bdd757fe4c10998337a116d4d1e035c4895842600687cbf4cd31c748274aff4feecefbf3f3c810932aeb99514d2698397665258939254e6d28ff0567bbdb38615715ec469b6c6ab55c771f1b6a8ca73e4abf21515a82a3f8d504a34d26276a6118b3f00bdd402dd9c9d29f4e3b42adfea0c4726fe42008c1eb805ef5e55be4707b393fb68a72abff57701d341a535d6a9b92888051ac1bc7badbf83f6abf245ff3ad438b955d77853871439898bc3974ac7cd535948889ed3e864066327730a766fcc8e9b24a7dbb801a5ce1245ece19283903ee23416bf5795c76828abf23945ae2a2f08a2b08eaff0574dcf43cc32fd88fa42aa88be46b1713752a9c921767fdfb6f60e76c0e54745ac0c8b7a87bc9d7dd1024f60e5d229e2a958a8cd1452af84fc6f2203220be3483e0f027328414c8dc27b57e38960e144cc93069671bf72fd76911abdba8541b91c729610bf54307f1ca4e5aad92ba82478612c2828498993b58b1ad668e64ebb1325408d1e2c4ab4d737e1825daae8f890db5a8290dc071bef8433c1d69cde0ea3b8ebe977a4aae9e7000b2fcf094a671f243a043e9e29e481898b18020f4080b258d5d33d11a345cb4f8d8ea9729e913c7609cd4d26b1ae668b572027aac58cce369c691d91518b855a4231673392209650cf2d589bed76644d0be2c46a2b842d6fd25c3db0a138648c806a302393b5980ae21cae1daee1798c156c2c6a45750030d42e7298c140aede848250d066737b49ded09e59a2e265a9f59e49e7edaa01d09422353899fc04403ed934');


--
-- Data for Name: task_extensions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task_handovers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task_notes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: tasks; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: about pk_about; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.about
    ADD CONSTRAINT pk_about PRIMARY KEY (key);


--
-- Name: adjudications pk_adjudications; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjudications
    ADD CONSTRAINT pk_adjudications PRIMARY KEY (id);


--
-- Name: audit pk_audit; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);


--
-- Name: consultations pk_consultations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consultations
    ADD CONSTRAINT pk_consultations PRIMARY KEY (id);


--
-- Name: corrections pk_corrections; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT pk_corrections PRIMARY KEY (id);


--
-- Name: dossiers pk_dossiers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT pk_dossiers PRIMARY KEY (id);


--
-- Name: events pk_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);


--
-- Name: labels pk_labels; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT pk_labels PRIMARY KEY (id);


--
-- Name: outgoing pk_outgoing; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing
    ADD CONSTRAINT pk_outgoing PRIMARY KEY (id);


--
-- Name: readings pk_readings; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (id);


--
-- Name: return_reasons pk_return_reasons; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.return_reasons
    ADD CONSTRAINT pk_return_reasons PRIMARY KEY (id);


--
-- Name: returns pk_returns; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.returns
    ADD CONSTRAINT pk_returns PRIMARY KEY (id);


--
-- Name: scorings pk_scorings; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scorings
    ADD CONSTRAINT pk_scorings PRIMARY KEY (id);


--
-- Name: task_extensions pk_task_extensions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_extensions
    ADD CONSTRAINT pk_task_extensions PRIMARY KEY (id);


--
-- Name: task_handovers pk_task_handovers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_handovers
    ADD CONSTRAINT pk_task_handovers PRIMARY KEY (id);


--
-- Name: task_notes pk_task_notes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_notes
    ADD CONSTRAINT pk_task_notes PRIMARY KEY (id);


--
-- Name: tasks pk_tasks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT pk_tasks PRIMARY KEY (id);


--
-- Name: adjudications uq_adjudications_dossier_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjudications
    ADD CONSTRAINT uq_adjudications_dossier_id UNIQUE (dossier_id);


--
-- Name: dossiers uq_dossiers_book_number_year_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT uq_dossiers_book_number_year_number UNIQUE (book, number_year, number);


--
-- Name: dossiers uq_dossiers_matter_id_nth; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT uq_dossiers_matter_id_nth UNIQUE (matter_id, nth);


--
-- Name: dossiers uq_dossiers_previous_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT uq_dossiers_previous_id UNIQUE (previous_id);


--
-- Name: outgoing uq_outgoing_book_number_year_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing
    ADD CONSTRAINT uq_outgoing_book_number_year_number UNIQUE (book, number_year, number);


--
-- Name: readings uq_readings_dossier_id_reader; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT uq_readings_dossier_id_reader UNIQUE (dossier_id, reader);


--
-- Name: ix_adjudications_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_adjudications_dossier_id ON public.adjudications USING btree (dossier_id);


--
-- Name: ix_audit_entity_entity_id_seq; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_entity_entity_id_seq ON public.audit USING btree (entity, entity_id, seq);


--
-- Name: ix_consultations_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_consultations_dossier_id ON public.consultations USING btree (dossier_id);


--
-- Name: ix_consultations_due_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_consultations_due_on ON public.consultations USING btree (due_on);


--
-- Name: ix_consultations_sent_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_consultations_sent_on ON public.consultations USING btree (sent_on);


--
-- Name: ix_corrections_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_corrections_dossier_id ON public.corrections USING btree (dossier_id);


--
-- Name: ix_dossiers_arrived_on_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_arrived_on_id ON public.dossiers USING btree (arrived_on, id);


--
-- Name: ix_dossiers_deadline; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_deadline ON public.dossiers USING btree (deadline);


--
-- Name: ix_dossiers_finished_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_finished_on ON public.dossiers USING btree (finished_on);


--
-- Name: ix_dossiers_holder_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_holder_state ON public.dossiers USING btree (holder, state);


--
-- Name: ix_dossiers_scored_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_scored_id ON public.dossiers USING btree (scored_id);


--
-- Name: ix_dossiers_sender_id_arrived_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_sender_id_arrived_on ON public.dossiers USING btree (sender_id, arrived_on);


--
-- Name: ix_dossiers_state_arrived_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_state_arrived_on ON public.dossiers USING btree (state, arrived_on);


--
-- Name: ix_dossiers_symbol; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_dossiers_symbol ON public.dossiers USING btree (symbol);


--
-- Name: ix_events_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_dossier_id ON public.events USING btree (dossier_id);


--
-- Name: ix_events_on_day_action; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_on_day_action ON public.events USING btree (on_day, action);


--
-- Name: ix_labels_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_labels_dossier_id ON public.labels USING btree (dossier_id);


--
-- Name: ix_outgoing_dated_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outgoing_dated_on ON public.outgoing USING btree (dated_on);


--
-- Name: ix_outgoing_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outgoing_dossier_id ON public.outgoing USING btree (dossier_id);


--
-- Name: ix_readings_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_readings_dossier_id ON public.readings USING btree (dossier_id);


--
-- Name: ix_return_reasons_return_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_return_reasons_return_id ON public.return_reasons USING btree (return_id);


--
-- Name: ix_returns_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_returns_dossier_id ON public.returns USING btree (dossier_id);


--
-- Name: ix_returns_returned_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_returns_returned_on ON public.returns USING btree (returned_on);


--
-- Name: ix_scorings_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_scorings_dossier_id ON public.scorings USING btree (dossier_id);


--
-- Name: ix_task_extensions_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_extensions_task_id ON public.task_extensions USING btree (task_id);


--
-- Name: ix_task_handovers_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_handovers_task_id ON public.task_handovers USING btree (task_id);


--
-- Name: ix_task_handovers_to_body_on_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_handovers_to_body_on_day ON public.task_handovers USING btree (to_body, on_day);


--
-- Name: ix_task_notes_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_notes_task_id ON public.task_notes USING btree (task_id);


--
-- Name: ix_tasks_deadline; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_deadline ON public.tasks USING btree (deadline);


--
-- Name: ix_tasks_done_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_done_on ON public.tasks USING btree (done_on);


--
-- Name: ix_tasks_dossier_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_dossier_id ON public.tasks USING btree (dossier_id);


--
-- Name: ix_tasks_given_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_given_on ON public.tasks USING btree (given_on);


--
-- Name: ix_tasks_lead_given_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_lead_given_on ON public.tasks USING btree (lead, given_on);


--
-- Name: ix_tasks_outgoing_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tasks_outgoing_id ON public.tasks USING btree (outgoing_id);


--
-- Name: adjudications adjudications_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjudications_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.adjudications FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: audit audit_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: audit audit_in_order; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_in_order BEFORE INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION public.register_in_order();


--
-- Name: corrections corrections_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER corrections_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.corrections FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: events events_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: labels labels_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER labels_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.labels FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: readings readings_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER readings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.readings FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: task_handovers task_handovers_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER task_handovers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.task_handovers FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: task_notes task_notes_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER task_notes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.task_notes FOR EACH STATEMENT EXECUTE FUNCTION public.register_append_only();


--
-- Name: adjudications fk_adjudications_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjudications
    ADD CONSTRAINT fk_adjudications_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: consultations fk_consultations_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consultations
    ADD CONSTRAINT fk_consultations_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: corrections fk_corrections_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT fk_corrections_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: dossiers fk_dossiers_matter_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT fk_dossiers_matter_id FOREIGN KEY (matter_id) REFERENCES public.dossiers(id);


--
-- Name: dossiers fk_dossiers_previous_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT fk_dossiers_previous_id FOREIGN KEY (previous_id) REFERENCES public.dossiers(id);


--
-- Name: events fk_events_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT fk_events_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: labels fk_labels_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT fk_labels_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: labels fk_labels_scoring_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.labels
    ADD CONSTRAINT fk_labels_scoring_id FOREIGN KEY (scoring_id) REFERENCES public.scorings(id);


--
-- Name: outgoing fk_outgoing_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing
    ADD CONSTRAINT fk_outgoing_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: outgoing fk_outgoing_replaces_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outgoing
    ADD CONSTRAINT fk_outgoing_replaces_id FOREIGN KEY (replaces_id) REFERENCES public.outgoing(id);


--
-- Name: readings fk_readings_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT fk_readings_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: return_reasons fk_return_reasons_return_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.return_reasons
    ADD CONSTRAINT fk_return_reasons_return_id FOREIGN KEY (return_id) REFERENCES public.returns(id);


--
-- Name: returns fk_returns_answered_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.returns
    ADD CONSTRAINT fk_returns_answered_by_id FOREIGN KEY (answered_by_id) REFERENCES public.dossiers(id);


--
-- Name: returns fk_returns_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.returns
    ADD CONSTRAINT fk_returns_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: scorings fk_scorings_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scorings
    ADD CONSTRAINT fk_scorings_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: task_extensions fk_task_extensions_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_extensions
    ADD CONSTRAINT fk_task_extensions_task_id FOREIGN KEY (task_id) REFERENCES public.tasks(id);


--
-- Name: task_handovers fk_task_handovers_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_handovers
    ADD CONSTRAINT fk_task_handovers_task_id FOREIGN KEY (task_id) REFERENCES public.tasks(id);


--
-- Name: task_notes fk_task_notes_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_notes
    ADD CONSTRAINT fk_task_notes_task_id FOREIGN KEY (task_id) REFERENCES public.tasks(id);


--
-- Name: tasks fk_tasks_dossier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT fk_tasks_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers(id);


--
-- Name: tasks fk_tasks_outgoing_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT fk_tasks_outgoing_id FOREIGN KEY (outgoing_id) REFERENCES public.outgoing(id);


--
-- PostgreSQL database dump complete
--


