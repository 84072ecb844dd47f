BEGIN TRANSACTION;
CREATE TABLE about (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_about PRIMARY KEY ("key")
);
INSERT INTO "about" VALUES('id','002b5cab875af8fb');
INSERT INTO "about" VALUES('salt','2289a009a3d9c36b0c8c7e49d6a1c2760be701b0eedbe8244540f699d6965400');
INSERT INTO "about" VALUES('made_at','2026-11-25T19:12:27.489378Z');
CREATE TABLE adjudications (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	decisions TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	CONSTRAINT pk_adjudications PRIMARY KEY (id), 
	CONSTRAINT fk_adjudications_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id), 
	CONSTRAINT uq_adjudications_dossier_id UNIQUE (dossier_id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	action TEXT NOT NULL, 
	entity TEXT NOT NULL, 
	entity_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (seq)
);
INSERT INTO "audit" VALUES(1,'2026-11-25T19:12:27.490266Z','Lê Chánh','init','register',0,NULL,'{"id":"002b5cab875af8fb","schema":"0002"}','0000000000000000000000000000000000000000000000000000000000000000','fc26f45df102d0a3adc9ce88dfcf1a46332435b3734bf19c0b3fc9c8213f85ee');
INSERT INTO "audit" VALUES(2,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','receive','dossiers',1,NULL,'{"addressee":"chair","arrived_on":"2026-03-02","author":"SỞ XÂY DỰNG","book":"","document_date":"2026-02-26","generic":"no","generic_probability":0.1,"id":1,"kind":"tờ trình","matter_id":1,"nth":1,"outcome":"read","pack":"general","path":"ho-so/1.txt","province_id":"68","purpose":"budget","scored_id":"0000000000000001","scoring_id":1,"sender_id":"lam-dong/so-xay-dung","state":"received","state_since":"2026-11-25T19:12:27.596755Z","subject":"Về việc sửa chữa cầu Đạ Nhim số 1","symbol":"101/TTr-SXD","verdict":"return","version":1}','fc26f45df102d0a3adc9ce88dfcf1a46332435b3734bf19c0b3fc9c8213f85ee','2084483668399278c6e8df2a18d33231171b77b419ff76913aa7d9e19c1aae5c');
INSERT INTO "audit" VALUES(3,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','receive','events',1,NULL,'{"action":"receive","at":"2026-11-25T19:12:27.596755Z","dossier_id":1,"id":1,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}','2084483668399278c6e8df2a18d33231171b77b419ff76913aa7d9e19c1aae5c','9ea77f6b92570e3b18257b02d2d61623ffe71c230c3c9c59ebdb79ed80d139e6');
INSERT INTO "audit" VALUES(4,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','receive','scorings',1,NULL,'{"at":"2026-11-25T19:12:27.596755Z","dossier_id":1,"id":1,"sha256":"35e2112f5fb9bccafefcbf74d19d5c00462436cd440ed5bb65e2fda79e7ac0d8","who":"Nguyễn Văn Thư"}','9ea77f6b92570e3b18257b02d2d61623ffe71c230c3c9c59ebdb79ed80d139e6','36fedf536fc22cda3100d92ffdc92494c3a24280a3fe5023dd999b322d6cc99c');
INSERT INTO "audit" VALUES(5,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','receive','dossiers',1,'{"number":null,"number_year":null,"state":"received","version":1}','{"number":1,"number_year":2026,"state":"registered","version":2}','36fedf536fc22cda3100d92ffdc92494c3a24280a3fe5023dd999b322d6cc99c','a253f0892294ce473e8a3fefb9bea42499462980b66e970d83be848f0f90dfa1');
INSERT INTO "audit" VALUES(6,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','receive','events',2,NULL,'{"action":"number","at":"2026-11-25T19:12:27.596755Z","data":{"number":1,"year":2026},"dossier_id":1,"from_state":"received","id":2,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}','a253f0892294ce473e8a3fefb9bea42499462980b66e970d83be848f0f90dfa1','b87d837f64b51d54bf8179ab154debdb538647358cacc4796e991548ac973cc0');
INSERT INTO "audit" VALUES(7,'2026-11-25T19:12:27.905007Z','Nguyễn Văn Thư','check','dossiers',1,'{"holder":null,"passed_on":null,"state":"registered","state_since":"2026-11-25T19:12:27.596755Z","version":2}','{"holder":"Trần Thị Chuyên","passed_on":"2026-03-02","state":"checking","state_since":"2026-11-25T19:12:27.905007Z","version":3}','b87d837f64b51d54bf8179ab154debdb538647358cacc4796e991548ac973cc0','8ad0138eaf28de6edb8edbbfd7e863d090c04074c986cfb715225b597e29f679');
INSERT INTO "audit" VALUES(8,'2026-11-25T19:12:27.905007Z','Nguyễn Văn Thư','check','events',3,NULL,'{"action":"check","at":"2026-11-25T19:12:27.905007Z","data":{"holder":"Trần Thị Chuyên"},"dossier_id":1,"from_state":"registered","id":3,"on_day":"2026-03-02","to_state":"checking","who":"Nguyễn Văn Thư"}','8ad0138eaf28de6edb8edbbfd7e863d090c04074c986cfb715225b597e29f679','1b49a5930487d005313051b9a44acaf0f3bc88d0ba1d6102f1d1860f75eb019a');
INSERT INTO "audit" VALUES(9,'2026-11-25T19:12:27.996720Z','Trần Thị Chuyên','return','dossiers',1,'{"finished_on":null,"state":"checking","state_since":"2026-11-25T19:12:27.905007Z","version":3}','{"finished_on":"2026-03-02","state":"returned","state_since":"2026-11-25T19:12:27.996720Z","version":4}','1b49a5930487d005313051b9a44acaf0f3bc88d0ba1d6102f1d1860f75eb019a','c93656e29c3a1d9074a0e0e0a5cd993b996516c9a13cacb7e50d7b88d1180330');
INSERT INTO "audit" VALUES(10,'2026-11-25T19:12:27.996720Z','Trần Thị Chuyên','return','events',4,NULL,'{"action":"return","at":"2026-11-25T19:12:27.996720Z","data":{"proposed":"return","reasons":["authority_basis"],"scoring":1},"dossier_id":1,"from_state":"checking","id":4,"on_day":"2026-03-02","to_state":"returned","who":"Trần Thị Chuyên"}','c93656e29c3a1d9074a0e0e0a5cd993b996516c9a13cacb7e50d7b88d1180330','d991bc21fa5592de47d9ec349c81a4ed82a2b629e24974c2e467cbd18e6d784c');
INSERT INTO "audit" VALUES(11,'2026-11-25T19:12:27.996720Z','Trần Thị Chuyên','return','returns',1,NULL,'{"decided_by":"Trần Thị Chuyên","dossier_id":1,"id":1,"kind":"return","proposed":"return","returned_on":"2026-03-02","version":1}','d991bc21fa5592de47d9ec349c81a4ed82a2b629e24974c2e467cbd18e6d784c','3e6c91eda109de7bf557f6cfb18b022c8ed56419771b90f1fa0099fece6f8a2d');
INSERT INTO "audit" VALUES(12,'2026-11-25T19:12:27.996720Z','Trần Thị Chuyên','return','return_reasons',1,NULL,'{"article":"Quy chế mẫu của bài kiểm thử","codes":["R01"],"id":1,"requirement":"authority_basis","return_id":1,"version":1}','3e6c91eda109de7bf557f6cfb18b022c8ed56419771b90f1fa0099fece6f8a2d','9890a4d71c6e429f805522218c80107605db01a4719813ac534a89b91482aab3');
INSERT INTO "audit" VALUES(13,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','dossiers',2,NULL,'{"addressee":"chair","arrived_on":"2026-03-02","author":"SỞ XÂY DỰNG","book":"","document_date":"2026-02-26","generic":"no","generic_probability":0.1,"id":2,"kind":"tờ trình","matter_id":1,"nth":2,"outcome":"read","pack":"general","path":"ho-so/2.txt","previous_id":1,"province_id":"68","purpose":"budget","scored_id":"0000000000000002","scoring_id":2,"sender_id":"lam-dong/so-xay-dung","state":"received","state_since":"2026-11-25T19:12:28.145526Z","subject":"Về việc sửa chữa cầu Đạ Nhim số 2","symbol":"102/TTr-SXD","verdict":"pass","version":1}','9890a4d71c6e429f805522218c80107605db01a4719813ac534a89b91482aab3','9219405766abd3ee3b3a35754e855278324a7417704a0d8fedcea2e6dc55956c');
INSERT INTO "audit" VALUES(14,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','events',5,NULL,'{"action":"receive","at":"2026-11-25T19:12:28.145526Z","data":{"previous":1},"dossier_id":2,"id":5,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}','9219405766abd3ee3b3a35754e855278324a7417704a0d8fedcea2e6dc55956c','031edb22c72908dd77681185d7deaa7863afd21e1a447b873aed19e9a8f91c48');
INSERT INTO "audit" VALUES(15,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','scorings',2,NULL,'{"at":"2026-11-25T19:12:28.145526Z","dossier_id":2,"id":2,"sha256":"161cf56159423b249546007026285b8018da0a2e0b9aeba6fdb44a1236a2f97a","who":"Nguyễn Văn Thư"}','031edb22c72908dd77681185d7deaa7863afd21e1a447b873aed19e9a8f91c48','1e665b900612d03fc5e474473c9832934f1abf3af7e36b7c57f894e502e10907');
INSERT INTO "audit" VALUES(16,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','dossiers',2,'{"number":null,"number_year":null,"state":"received","version":1}','{"number":2,"number_year":2026,"state":"registered","version":2}','1e665b900612d03fc5e474473c9832934f1abf3af7e36b7c57f894e502e10907','c92071a1f121bf832d20d24e3d006cfaff57f1f2e7ad596007c3e3aca3574c80');
INSERT INTO "audit" VALUES(17,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','events',6,NULL,'{"action":"number","at":"2026-11-25T19:12:28.145526Z","data":{"number":2,"year":2026},"dossier_id":2,"from_state":"received","id":6,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}','c92071a1f121bf832d20d24e3d006cfaff57f1f2e7ad596007c3e3aca3574c80','29f5f17ced6f32ce850737479f4eb00fe4894c63776ac57c822d99ae4b185cb1');
INSERT INTO "audit" VALUES(18,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','events',7,NULL,'{"action":"resubmit","at":"2026-11-25T19:12:28.145526Z","data":{"dossier":2},"dossier_id":1,"from_state":"returned","id":7,"on_day":"2026-03-02","to_state":"returned","who":"Nguyễn Văn Thư"}','29f5f17ced6f32ce850737479f4eb00fe4894c63776ac57c822d99ae4b185cb1','879735626da221f806ef1d392111ffad64b85f486aef5ff29eeb61236373d7f2');
INSERT INTO "audit" VALUES(19,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','returns',1,'{"answered_by_id":null,"answered_on":null,"version":1}','{"answered_by_id":2,"answered_on":"2026-03-02","version":2}','879735626da221f806ef1d392111ffad64b85f486aef5ff29eeb61236373d7f2','0019148f4e1b6d33d28c97e2b47b84be67e465ff6be377199d6e9739d8001932');
INSERT INTO "audit" VALUES(20,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','resubmit','return_reasons',1,'{"cured":null,"cured_on":null,"version":1}','{"cured":"yes","cured_on":"2026-03-02","version":2}','0019148f4e1b6d33d28c97e2b47b84be67e465ff6be377199d6e9739d8001932','6cce5916385f6b0ce76f32901bb037453c7679dcb37a0c4ed7c5bd0d040c891b');
INSERT INTO "audit" VALUES(21,'2026-11-25T19:12:28.327537Z','Trần Thị Chuyên','correct','dossiers',2,'{"note":null,"version":2}','{"note":"ghi chú của bản 0001","version":3}','6cce5916385f6b0ce76f32901bb037453c7679dcb37a0c4ed7c5bd0d040c891b','8e315eabbec3975d6c7abcf7c561239f81b7f6dfa8d0f6817b725061c4d05abe');
INSERT INTO "audit" VALUES(22,'2026-11-25T19:12:28.327537Z','Trần Thị Chuyên','correct','corrections',1,NULL,'{"after":"ghi chú của bản 0001","at":"2026-11-25T19:12:28.327537Z","dossier_id":2,"field":"note","id":1,"reason":"kiểm thử","who":"Trần Thị Chuyên"}','8e315eabbec3975d6c7abcf7c561239f81b7f6dfa8d0f6817b725061c4d05abe','62cf665de33e23e1c07ee5ff7a8e094c5f62bc99211570e6bf446a6261a49985');
INSERT INTO "audit" VALUES(23,'2026-11-25T19:12:28.397286Z','Nguyễn Văn Thư','receive','dossiers',3,NULL,'{"arrived_on":"2026-03-02","author":"Sở Xây dựng","book":"","id":3,"matter_id":3,"nth":1,"sender_id":"so-xay-dung","signed_for":"hmac:d02fabfc94fd0a2004c14c132afad0d6e12bc9cd486b03340d83a4f077105640","state":"received","state_since":"2026-11-25T19:12:28.397286Z","subject":"Về việc sửa chữa cầu số 3","symbol":"3/TTr-SXD","version":1}','62cf665de33e23e1c07ee5ff7a8e094c5f62bc99211570e6bf446a6261a49985','76f1443fbe05cbf01efc9aaff5c1e5baa97bb62d94db1f3e3f7ca1d47fe7ee3f');
INSERT INTO "audit" VALUES(24,'2026-11-25T19:12:28.397286Z','Nguyễn Văn Thư','receive','events',8,NULL,'{"action":"receive","at":"2026-11-25T19:12:28.397286Z","dossier_id":3,"id":8,"on_day":"2026-03-02","to_state":"received","who":"Nguyễn Văn Thư"}','76f1443fbe05cbf01efc9aaff5c1e5baa97bb62d94db1f3e3f7ca1d47fe7ee3f','487efa41b915a231b11efab5c53bb92295da23178ce57dd4835e386430176bcb');
INSERT INTO "audit" VALUES(25,'2026-11-25T19:12:28.397286Z','Nguyễn Văn Thư','receive','dossiers',3,'{"number":null,"number_year":null,"state":"received","version":1}','{"number":3,"number_year":2026,"state":"registered","version":2}','487efa41b915a231b11efab5c53bb92295da23178ce57dd4835e386430176bcb','43805f0d5a14b075182db46133a9d1c745acc5e077d699982ce6e9e37c649368');
INSERT INTO "audit" VALUES(26,'2026-11-25T19:12:28.397286Z','Nguyễn Văn Thư','receive','events',9,NULL,'{"action":"number","at":"2026-11-25T19:12:28.397286Z","data":{"number":3,"year":2026},"dossier_id":3,"from_state":"received","id":9,"on_day":"2026-03-02","to_state":"registered","who":"Nguyễn Văn Thư"}','43805f0d5a14b075182db46133a9d1c745acc5e077d699982ce6e9e37c649368','9b42241913cf6c2e6cfd24d956f87be22939ce16a39732d55477c3446ac4cf1f');
CREATE TABLE consultations (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	letter_symbol TEXT, 
	sent_on DATE NOT NULL, 
	due_on DATE, 
	answered_on DATE, 
	"view" TEXT, 
	answer_symbol TEXT, 
	note TEXT, 
	CONSTRAINT pk_consultations PRIMARY KEY (id), 
	CONSTRAINT fk_consultations_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id)
);
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	reason TEXT, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_corrections PRIMARY KEY (id), 
	CONSTRAINT fk_corrections_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id)
);
INSERT INTO "corrections" VALUES(1,2,'note',NULL,'"ghi chú của bản 0001"','kiểm thử','Trần Thị Chuyên','2026-11-25T19:12:28.327537Z');
CREATE TABLE dossiers (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	state_since TEXT NOT NULL, 
	matter_id INTEGER, 
	nth INTEGER NOT NULL, 
	previous_id INTEGER, 
	arrived_on DATE NOT NULL, 
	book TEXT NOT NULL, 
	number_year INTEGER, 
	number INTEGER, 
	author TEXT NOT NULL, 
	symbol TEXT, 
	document_date TEXT, 
	kind TEXT, 
	subject TEXT NOT NULL, 
	urgency TEXT, 
	unit TEXT, 
	passed_on DATE, 
	signed_for TEXT, 
	note TEXT, 
	deadline DATE, 
	progress TEXT, 
	answer_symbol TEXT, 
	holder TEXT, 
	sender_id TEXT, 
	province_id TEXT, 
	field TEXT, 
	purpose TEXT, 
	addressee TEXT, 
	pack TEXT, 
	outcome TEXT, 
	verdict TEXT, 
	generic TEXT, 
	generic_probability FLOAT, 
	scored_id TEXT, 
	path TEXT, 
	scoring_id INTEGER, 
	finished_on DATE, 
	archived_on DATE, 
	purged_at TEXT, 
	search TEXT NOT NULL, 
	CONSTRAINT pk_dossiers PRIMARY KEY (id), 
	CONSTRAINT fk_dossiers_matter_id FOREIGN KEY(matter_id) REFERENCES dossiers (id), 
	CONSTRAINT fk_dossiers_previous_id FOREIGN KEY(previous_id) REFERENCES dossiers (id), 
	CONSTRAINT uq_dossiers_book_number_year_number UNIQUE (book, number_year, number), 
	CONSTRAINT uq_dossiers_matter_id_nth UNIQUE (matter_id, nth), 
	CONSTRAINT uq_dossiers_previous_id UNIQUE (previous_id)
);
INSERT INTO "dossiers" VALUES(1,4,'returned','2026-11-25T19:12:27.996720Z',1,1,NULL,'2026-03-02','',2026,1,'SỞ XÂY DỰNG','101/TTr-SXD','2026-02-26','tờ trình','Về việc sửa chữa cầu Đạ Nhim số 1',NULL,NULL,'2026-03-02',NULL,NULL,NULL,NULL,NULL,'Trần Thị Chuyên','lam-dong/so-xay-dung','68',NULL,'budget','chair','general','read','return','no',0.1,'0000000000000001','ho-so/1.txt',1,'2026-03-02',NULL,NULL,'so xay dung 101/ttr-sxd ve viec sua chua cau da nhim so 1 to trinh tran thi chuyen lam-dong/so-xay-dung 1');
INSERT INTO "dossiers" VALUES(2,3,'registered','2026-11-25T19:12:28.145526Z',1,2,1,'2026-03-02','',2026,2,'SỞ XÂY DỰNG','102/TTr-SXD','2026-02-26','tờ trình','Về việc sửa chữa cầu Đạ Nhim số 2',NULL,NULL,NULL,NULL,'ghi chú của bản 0001',NULL,NULL,NULL,NULL,'lam-dong/so-xay-dung','68',NULL,'budget','chair','general','read','pass','no',0.1,'0000000000000002','ho-so/2.txt',2,NULL,NULL,NULL,'so xay dung 102/ttr-sxd ve viec sua chua cau da nhim so 2 to trinh ghi chu cua ban 0001 lam-dong/so-xay-dung 2');
INSERT INTO "dossiers" VALUES(3,2,'registered','2026-11-25T19:12:28.397286Z',3,1,NULL,'2026-03-02','',2026,3,'Sở Xây dựng','3/TTr-SXD',NULL,NULL,'Về việc sửa chữa cầu số 3',NULL,NULL,NULL,'Đỗ Thị Nhận',NULL,NULL,NULL,NULL,NULL,'so-xay-dung',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'so xay dung 3/ttr-sxd ve viec sua chua cau so 3 so-xay-dung 3');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	on_day DATE NOT NULL, 
	who TEXT NOT NULL, 
	action TEXT NOT NULL, 
	from_state TEXT, 
	to_state TEXT NOT NULL, 
	note TEXT, 
	data TEXT, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id)
);
INSERT INTO "events" VALUES(1,1,'2026-11-25T19:12:27.596755Z','2026-03-02','Nguyễn Văn Thư','receive',NULL,'received',NULL,NULL);
INSERT INTO "events" VALUES(2,1,'2026-11-25T19:12:27.596755Z','2026-03-02','Nguyễn Văn Thư','number','received','registered',NULL,'{"number":1,"year":2026}');
INSERT INTO "events" VALUES(3,1,'2026-11-25T19:12:27.905007Z','2026-03-02','Nguyễn Văn Thư','check','registered','checking',NULL,'{"holder":"Trần Thị Chuyên"}');
INSERT INTO "events" VALUES(4,1,'2026-11-25T19:12:27.996720Z','2026-03-02','Trần Thị Chuyên','return','checking','returned',NULL,'{"proposed":"return","reasons":["authority_basis"],"scoring":1}');
INSERT INTO "events" VALUES(5,2,'2026-11-25T19:12:28.145526Z','2026-03-02','Nguyễn Văn Thư','receive',NULL,'received',NULL,'{"previous":1}');
INSERT INTO "events" VALUES(6,2,'2026-11-25T19:12:28.145526Z','2026-03-02','Nguyễn Văn Thư','number','received','registered',NULL,'{"number":2,"year":2026}');
INSERT INTO "events" VALUES(7,1,'2026-11-25T19:12:28.145526Z','2026-03-02','Nguyễn Văn Thư','resubmit','returned','returned',NULL,'{"dossier":2}');
INSERT INTO "events" VALUES(8,3,'2026-11-25T19:12:28.397286Z','2026-03-02','Nguyễn Văn Thư','receive',NULL,'received',NULL,NULL);
INSERT INTO "events" VALUES(9,3,'2026-11-25T19:12:28.397286Z','2026-03-02','Nguyễn Văn Thư','number','received','registered',NULL,'{"number":3,"year":2026}');
CREATE TABLE labels (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	scoring_id INTEGER, 
	what TEXT NOT NULL, 
	proposed TEXT, 
	decided TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	model TEXT, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_labels PRIMARY KEY (id), 
	CONSTRAINT fk_labels_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id), 
	CONSTRAINT fk_labels_scoring_id FOREIGN KEY(scoring_id) REFERENCES scorings (id)
);
CREATE TABLE outgoing (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	dossier_id INTEGER, 
	book TEXT NOT NULL, 
	number_year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	symbol TEXT NOT NULL, 
	dated_on DATE NOT NULL, 
	kind TEXT, 
	subject TEXT NOT NULL, 
	signer TEXT, 
	recipients TEXT, 
	copy_holder TEXT, 
	copies INTEGER, 
	sent_on DATE, 
	signed_for TEXT, 
	note TEXT, 
	replaces_id INTEGER, 
	search TEXT NOT NULL, 
	CONSTRAINT pk_outgoing PRIMARY KEY (id), 
	CONSTRAINT fk_outgoing_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id), 
	CONSTRAINT fk_outgoing_replaces_id FOREIGN KEY(replaces_id) REFERENCES outgoing (id), 
	CONSTRAINT uq_outgoing_book_number_year_number UNIQUE (book, number_year, number)
);
CREATE TABLE readings (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	reader TEXT NOT NULL, 
	at TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (id), 
	CONSTRAINT fk_readings_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id), 
	CONSTRAINT uq_readings_dossier_id_reader UNIQUE (dossier_id, reader)
);
CREATE TABLE return_reasons (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	return_id INTEGER NOT NULL, 
	requirement TEXT NOT NULL, 
	codes TEXT NOT NULL, 
	article TEXT, 
	text TEXT, 
	cured TEXT, 
	cured_on DATE, 
	CONSTRAINT pk_return_reasons PRIMARY KEY (id), 
	CONSTRAINT fk_return_reasons_return_id FOREIGN KEY(return_id) REFERENCES returns (id)
);
INSERT INTO "return_reasons" VALUES(1,2,1,'authority_basis','["R01"]','Quy chế mẫu của bài kiểm thử',NULL,'yes','2026-03-02');
CREATE TABLE returns (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	returned_on DATE NOT NULL, 
	decided_by TEXT NOT NULL, 
	proposed TEXT, 
	letter_symbol TEXT, 
	body TEXT, 
	due_on DATE, 
	answered_on DATE, 
	answered_by_id INTEGER, 
	note TEXT, 
	CONSTRAINT pk_returns PRIMARY KEY (id), 
	CONSTRAINT fk_returns_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES dossiers (id), 
	CONSTRAINT fk_returns_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id)
);
INSERT INTO "returns" VALUES(1,2,1,'return','2026-03-02','Trần Thị Chuyên','return',NULL,NULL,NULL,'2026-03-02',2,NULL);
CREATE TABLE scorings (
	id INTEGER NOT NULL, 
	dossier_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	line BLOB, 
	CONSTRAINT pk_scorings PRIMARY KEY (id), 
	CONSTRAINT fk_scorings_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id)
);
INSERT INTO "scorings" VALUES(1,1,'2026-11-25T19:12:27.596755Z','Nguyễn Văn Thư','35e2112f5fb9bccafefcbf74d19d5c00462436cd440ed5bb65e2fda79e7ac0d8',X'789CA5544B6F133110FE2B96CF4D9B4422D01E69A5820495A0051521B4F2DACEDA746D2F7E84862A879603202E05CE20E8811EA08273F6C021FC91FD278C77F3A0C0A1157B4834339EE7F7CD1C60C298E5CE718ED73015445ABCB4D0257C2019D7148C0F1F2D612A3DF1D268D788CCD0A0B8F609233EBA77DBDD5EABDD6D757B381A9D93DC269281A57DFEEB801DA2E6C605C8D304EB4B9EC3531DF23C0A79AD3FC026786A548C6E3961E057102F4012A6E5CC4A67D9EF7B5082CD193DF3B6268F0E2EA44A4211606874BF75D33C748274AFF4FEAEEFD21F1E410719D7DC4A0AE1B4C1733129AC49492A73E98778ADBDDC59C28A382F62376B078B51C776F1BAA8CA53E4ABF23515A82A3F0F514A34D26272A2118B3F607AA505BA353951E8E77155BED3198E48FC0300683D700BDAEDAAFC807627470FD046557EDFDA049B0E2AAD6D9D1A8B82588011C47BD7B736D04E55BEDCBA01398E6ED739DED62E454EE2E0F0B9D471F2541612BCA7303A9941DBC91482CD9B93C326C8F13A6E8C52678922766F8E41481F731A93DFAFCA43349055F98222579567045118C737F8ABC6A72146197F425B42AA687D8362E16EA8529383EFCE8E6D6DEF6E80CA0F8B981906F51E793BF9AA051EC1C8A553C45331639B29A45E10F9622403200BE3483E75027120814C0DC37BD7E28B60E1458C93069671BF50FDB1480D5FDD4CA05C0E384B889F33983F09D272D5CC155812BC30161894A4C4C95A450D6B387317208CBB69747F96A2BDBC0A0B762EA3E3036E6B0A42701F6CDC096782AD31BD138671D6E31F4855E32F01065E9E12944E3E4AB407783C57C8031267D1050E407035C57DA2EA0E9F8AE1ACEC6746C77039CF481E2B850261F6FDA019A07EBEE8EED5CB15ED4251E4F540FEB3F00B153D8AB9359B9DAF9CA816333A5B71A6B54F862D166AEEC7980D168258423DB720ADB6DB916E5A1027167012363F0153DA4327B1D1E801D9A04F26EB2D98A3032AD750F4002B985BA4B98AA437D4CEA2987E5F2ECE594128AC55737848DE3036B344C53DAF573593CEDB4509B00E8AD4C6D1E81778DC1E87');
INSERT INTO "scorings" VALUES(2,2,'2026-11-25T19:12:28.145526Z','Nguyễn Văn Thư','161cf56159423b249546007026285b8018da0a2e0b9aeba6fdb44a1236a2f97a',X'789C9554CB6E133114FD15CBEBA64D2211D12E69A5820491A005152134F2D8CED8746C0F7E8486288B9605203605D620E8822EA0827566C122FCC8FC09D73379506001B34874EFF17D9E638F3161CC72E738C75B980A222D5E5BF9123E948C6B0AE083876B984A4FBC34DA3526333428AE7DC2888FE1DD76B7D76A775BDD1E8EA07392DB443240DA97BF2EE09035372E409D26D940F21C8EEA90E7D1C86BFF189BE0A95131BBE584415C41BC004B9896331BDD757FE4C10998337A116D4D1E035C4895842600687CBF4CD31C748274AFF4FEECEFBF3F3C810932AEB99514D2698397665258939254E6D28FF0567BBDB38615715EC469B6C6AB55C771F1B6A8CA73E4ABF21515A82A3F8D504A34D26276A6118B3F00BDD402DD9C9D29F4E3B42ADFEA0C4726FE42008C1EB805EF5E55BE4707B393FB68A72ABFF57701D341A535D6A9B92888051AC1BC7BADBF83F6ABF245FF3AD438B955D77853871439898BC3974AC7CD535948889ED3E864066327730A766FCC8E9B24A7DBB801A5CE1245ECE19283903EE23416BF5795C76828ABF23945AE2A2F08A2B08EAFF0574DCF43CC32FD88FA42AA88BE46B1713752A9C921767FDFB6F60E76C0E54745AC0C8B7A87BC9D7DD1024F60E5D229E2A958A8CD1452AF84FC6F2203220BE3483E0F027328414C8DC27B57E38960E144CC93069671BF72FD76911ABDBA8541B91C729610BF54307F1CA4E5AAD92BA82478612C2828498993B58B1AD668E64EBB1325408D1E2C4AB4D737E1825DAAE8F890DB5A8290DC071BEF8433C1D69CDE0EA3B8EBE977A4AAE9E7000B2FCF094A671F243A043E9E29E481898B18020F4080B258D5D33D11A345CB4F8D8EA9729E913C7609CD4D26B1AE668B572027AAC58CCE369C691D91518B855A4231673392209650CF2D589BED76644D0BE2C46A2B842D6FD25C3DB0A138648C806A302393B5980AE21CAE1DAEE1798C156C2C6A45750030D42E7298C140AEDE848250D066737B49DED09E59A2E265A9F59E49E7EDAA01D09422353899FC04403ED934');
CREATE TABLE task_extensions (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	asked_on DATE NOT NULL, 
	asked_until DATE, 
	reason TEXT, 
	decided_on DATE, 
	granted BOOLEAN, 
	letter_symbol TEXT, 
	new_deadline DATE, 
	counts BOOLEAN, 
	old_deadline DATE, 
	CONSTRAINT pk_task_extensions PRIMARY KEY (id), 
	CONSTRAINT fk_task_extensions_task_id FOREIGN KEY(task_id) REFERENCES tasks (id)
);
CREATE TABLE task_handovers (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	on_day DATE NOT NULL, 
	from_body TEXT NOT NULL, 
	to_body TEXT NOT NULL, 
	letter_symbol TEXT, 
	who TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_task_handovers PRIMARY KEY (id), 
	CONSTRAINT fk_task_handovers_task_id FOREIGN KEY(task_id) REFERENCES tasks (id)
);
CREATE TABLE task_notes (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	on_day DATE NOT NULL, 
	who TEXT NOT NULL, 
	text TEXT NOT NULL, 
	product_symbol TEXT, 
	CONSTRAINT pk_task_notes PRIMARY KEY (id), 
	CONSTRAINT fk_task_notes_task_id FOREIGN KEY(task_id) REFERENCES tasks (id)
);
CREATE TABLE tasks (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	source_symbol TEXT NOT NULL, 
	source_date DATE, 
	source_issuer TEXT, 
	dossier_id INTEGER, 
	outgoing_id INTEGER, 
	content TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	supporting TEXT, 
	person TEXT, 
	given_on DATE NOT NULL, 
	deadline DATE, 
	first_deadline DATE, 
	cause TEXT, 
	done_on DATE, 
	product_symbol TEXT, 
	special TEXT, 
	special_on DATE, 
	note TEXT, 
	search TEXT NOT NULL, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_dossier_id FOREIGN KEY(dossier_id) REFERENCES dossiers (id), 
	CONSTRAINT fk_tasks_outgoing_id FOREIGN KEY(outgoing_id) REFERENCES outgoing (id)
);
CREATE INDEX ix_audit_entity_entity_id_seq ON audit (entity, entity_id, seq);
CREATE INDEX ix_dossiers_arrived_on_id ON dossiers (arrived_on, id);
CREATE INDEX ix_dossiers_deadline ON dossiers (deadline);
CREATE INDEX ix_dossiers_finished_on ON dossiers (finished_on);
CREATE INDEX ix_dossiers_holder_state ON dossiers (holder, state);
CREATE INDEX ix_dossiers_scored_id ON dossiers (scored_id);
CREATE INDEX ix_dossiers_sender_id_arrived_on ON dossiers (sender_id, arrived_on);
CREATE INDEX ix_dossiers_state_arrived_on ON dossiers (state, arrived_on);
CREATE INDEX ix_dossiers_symbol ON dossiers (symbol);
CREATE INDEX ix_adjudications_dossier_id ON adjudications (dossier_id);
CREATE INDEX ix_consultations_dossier_id ON consultations (dossier_id);
CREATE INDEX ix_consultations_due_on ON consultations (due_on);
CREATE INDEX ix_consultations_sent_on ON consultations (sent_on);
CREATE INDEX ix_corrections_dossier_id ON corrections (dossier_id);
CREATE INDEX ix_events_dossier_id ON events (dossier_id);
CREATE INDEX ix_events_on_day_action ON events (on_day, action);
CREATE INDEX ix_outgoing_dated_on ON outgoing (dated_on);
CREATE INDEX ix_outgoing_dossier_id ON outgoing (dossier_id);
CREATE INDEX ix_readings_dossier_id ON readings (dossier_id);
CREATE INDEX ix_returns_dossier_id ON returns (dossier_id);
CREATE INDEX ix_returns_returned_on ON returns (returned_on);
CREATE INDEX ix_scorings_dossier_id ON scorings (dossier_id);
CREATE INDEX ix_labels_dossier_id ON labels (dossier_id);
CREATE INDEX ix_return_reasons_return_id ON return_reasons (return_id);
CREATE INDEX ix_tasks_deadline ON tasks (deadline);
CREATE INDEX ix_tasks_done_on ON tasks (done_on);
CREATE INDEX ix_tasks_dossier_id ON tasks (dossier_id);
CREATE INDEX ix_tasks_given_on ON tasks (given_on);
CREATE INDEX ix_tasks_lead_given_on ON tasks (lead, given_on);
CREATE INDEX ix_tasks_outgoing_id ON tasks (outgoing_id);
CREATE INDEX ix_task_extensions_task_id ON task_extensions (task_id);
CREATE INDEX ix_task_handovers_task_id ON task_handovers (task_id);
CREATE INDEX ix_task_handovers_to_body_on_day ON task_handovers (to_body, on_day);
CREATE INDEX ix_task_notes_task_id ON task_notes (task_id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections is append-only'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections is append-only'); END;
CREATE TRIGGER labels_no_update BEFORE UPDATE ON labels
BEGIN SELECT RAISE(ABORT, 'labels is append-only'); END;
CREATE TRIGGER labels_no_delete BEFORE DELETE ON labels
BEGIN SELECT RAISE(ABORT, 'labels is append-only'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'readings is append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'readings is append-only'); END;
CREATE TRIGGER adjudications_no_update BEFORE UPDATE ON adjudications
BEGIN SELECT RAISE(ABORT, 'adjudications is append-only'); END;
CREATE TRIGGER adjudications_no_delete BEFORE DELETE ON adjudications
BEGIN SELECT RAISE(ABORT, 'adjudications is append-only'); END;
CREATE TRIGGER task_notes_no_update BEFORE UPDATE ON task_notes
BEGIN SELECT RAISE(ABORT, 'task_notes is append-only'); END;
CREATE TRIGGER task_notes_no_delete BEFORE DELETE ON task_notes
BEGIN SELECT RAISE(ABORT, 'task_notes is append-only'); END;
CREATE TRIGGER task_handovers_no_update BEFORE UPDATE ON task_handovers
BEGIN SELECT RAISE(ABORT, 'task_handovers is append-only'); END;
CREATE TRIGGER task_handovers_no_delete BEFORE DELETE ON task_handovers
BEGIN SELECT RAISE(ABORT, 'task_handovers is append-only'); END;
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
COMMIT;
