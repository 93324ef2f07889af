import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
const url = JSON.parse(readFileSync('/tmp/team/stores.json','utf8')).mongodbUrl;
const conn = await mongoose.createConnection(url).asPromise(); const db = conn.getClient().db('persistence_ks_'+process.pid);
const K='state.kind', at=new Date(1.7e12+5000*1000), id='r0015000';
async function coll(name, index){ const c=db.collection(name); await c.createIndex(index);
for (let b=0;b<20;b++) await c.insertMany(Array.from({length:1000},(_,i)=>({_id:'r'+(b*1000+i).toString().padStart(7,'0'), state:{kind:['a','b'][i%2]}, updatedAt:new Date(1.7e12+Math.floor((b*1000+i)/3)*1000), outbox:[], pad:'x'.repeat(300)}))); return c;}
async function time(c,label,f,sort){ const t3=[]; let rows; for (let i=0;i<11;i++){ const t=performance.now(); rows=await c.find(f).sort(sort).limit(26).toArray(); t3.push(performance.now()-t);} 
 const s=JSON.stringify(await c.find(f).sort(sort).limit(26).explain()); console.log(label.padEnd(28),t3.sort((a,b)=>a-b)[5].toFixed(2),rows[0]?._id, /"Node Type":"Sort"/.test(s)?'SORT':'ordered', (s.match(/"Node Type":"[A-Za-z ]+"/g)||[]).map(x=>x.slice(13,-1)).join('>')); }
const a = await coll('a',{'state.kind':1,updatedAt:-1,_id:1});
const b = await coll('b',{'state.kind':1,updatedAt:-1,_id:-1});
console.log('waiting'); await new Promise(r=>setTimeout(r,100_000));
await time(a,'kind + -at,+id',{[K]:'a'},{updatedAt:-1,_id:1});
await time(a,'kind + -at',{[K]:'a'},{updatedAt:-1});
await time(b,'b kind + -at,-id',{[K]:'a'},{updatedAt:-1,_id:-1});
await time(b,'b kind + +at,+id',{[K]:'a'},{updatedAt:1,_id:1});
await time(b,'b -at,-id lte',{[K]:'a',updatedAt:{$lte:at}},{updatedAt:-1,_id:-1});
await time(b,'b or',{[K]:'a',$or:[{updatedAt:{$lt:at}},{updatedAt:at,_id:{$lt:id}}]},{updatedAt:-1,_id:-1});
await time(b,'b lte+or',{[K]:'a',updatedAt:{$lte:at},$or:[{updatedAt:{$lt:at}},{updatedAt:at,_id:{$lt:id}}]},{updatedAt:-1,_id:-1});
await time(b,'b lte+nor',{[K]:'a',updatedAt:{$lte:at},$nor:[{updatedAt:at,_id:{$gte:id}}]},{updatedAt:-1,_id:-1});
await time(b,'b lt',{[K]:'a',updatedAt:{$lt:at}},{updatedAt:-1,_id:-1});
await time(b,'b eq lt',{[K]:'a',updatedAt:at,_id:{$lt:id}},{updatedAt:-1,_id:-1});
await db.dropDatabase(); await conn.close();
