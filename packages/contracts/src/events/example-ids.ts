/** Fictional ids for the examples; the story is acceptance story 1. */
export const exampleIds = Object.freeze({
  officer: 'per_01m8159vbpevcv8s6yddwe1mp1',
  role: 'rol_01m8159vbqe948ncr8rxr3fn2f',
  kinfolkAston: 'org_01m8159vbqe6dahgb25ebc9gep',
  cityWelcomeHub: 'org_01m8159vbqemha2c65a5h5reac',
  housing: 'org_01m8159vbqe13bhvbp9cffba2w',
  college: 'org_01m8159vbqe48v2jc517t8a2xf',
  seat: 'sea_01m8159vbqe1vvke9z98mcbqyw',
  service: 'svc_01m8159vbqej9rbbxqbs3c0e2s',
  forum: 'frm_01m8159vbqehfapqxq150682w1',
  meeting: 'mtg_01m8159vbqe7hta6dqfg7q5nbg',
  nextMeeting: 'mtg_01m8159vbqe02bvwe5429fnws3',
  agendaItem: 'itm_01m8159vbqe2684q342hpyasbk',
  arrangement: 'arr_01m8159vbqes3tnb99pm6rycb8',
  decision: 'dec_01m8159vbqe04bzthyz5vhx2nh',
  minutes: 'min_01m8159vbqe02bvwe5429fnws3',
  action: 'act_01m8159vbqetssdfcrae4sqpzj',
  concern: 'con_01m8159vbqe3gtnecasv4vhset',
  otherConcern: 'con_01m8159vbqe6aa2nnwsct18fpv',
  referral: 'ref_01m8159vbqedyv0r62p07pa6rp',
  answer: 'ans_01m8159vbqebc9jskjf4r7bmcw',
  commitment: 'cmt_01m8159vbqenva0ym2bb8x312d',
  text: 'txt_01m8159vbqe2pvmn501zp3dh9x',
  otherText: 'txt_01m8159vbqe6aa2nnwsct18fpv',
  webhookEndpoint: 'whk_01m8159vbqe6aa2nnwsct18fpv',
});

/** SHA-256 of nothing that matters: an example's hash. */
export const exampleHash = 'a1'.repeat(32);
