"""Golden vectors for DeepRec, computed with PyTorch 1.13 (float64) and scikit-learn.
Run with Python 3, PyTorch 1.13 and scikit-learn (on Debian 12: apt install python3-torch python3-sklearn). Writes golden.json."""
import json, math, numpy as np, torch
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20261124)
def L(t): return t.detach().numpy().tolist() if isinstance(t, torch.Tensor) else np.asarray(t).tolist()
out = {}

# 1. MLP rating predictor 6-10-5-1 ReLU, MSE, Adam defaults: forward, gradients, 3 steps
def mlp_case():
    W1=torch.tensor(rng.normal(0,.4,(10,6)),requires_grad=True); b1=torch.tensor(rng.normal(0,.1,10),requires_grad=True)
    W2=torch.tensor(rng.normal(0,.4,(5,10)),requires_grad=True); b2=torch.tensor(rng.normal(0,.1,5),requires_grad=True)
    W3=torch.tensor(rng.normal(0,.4,(1,5)),requires_grad=True);  b3=torch.tensor(rng.normal(0,.1,1),requires_grad=True)
    X=torch.tensor(rng.normal(0,1,(8,6))); y=torch.tensor(rng.uniform(1,5,8))
    P=[W1,b1,W2,b2,W3,b3]; init=[L(p) for p in P]
    f=lambda: (torch.relu(torch.relu(X@W1.T+b1)@W2.T+b2)@W3.T+b3).squeeze(1)
    opt=torch.optim.Adam(P,lr=1e-3,betas=(0.9,0.999),eps=1e-8)
    steps=[]
    for s in range(3):
        opt.zero_grad(); yh=f(); loss=((yh-y)**2).mean(); loss.backward()
        steps.append(dict(prediction=L(yh),loss=loss.item(),gradients=[L(p.grad) for p in P]))
        opt.step(); steps[-1]['parametersAfter']=[L(p) for p in P]
    return dict(layout="W1[10,6] b1[10] W2[5,10] b2[5] W3[1,5] b3[1]; y = W3 relu(W2 relu(W1 x + b1) + b2) + b3",
                x=L(X),y=L(y),initial=init,adam=dict(lr=1e-3,beta1=.9,beta2=.999,eps=1e-8),steps=steps)
out['mlpMseAdam']=mlp_case()

# 2. Lazy (row-wise) Adam on an embedding table == torch.optim.SparseAdam
def sparse_adam():
    V,D=7,3
    w0=rng.normal(0,.1,(V,D)); emb=torch.nn.Embedding(V,D,sparse=True); emb.weight.data=torch.tensor(w0)
    opt=torch.optim.SparseAdam(emb.parameters(),lr=0.01)
    tgt=torch.tensor(rng.normal(0,1,D)); batches=[[0,2,2,5],[1,2,6],[0,0,3,5],[2,4]]
    st=[]
    for ids in batches:
        opt.zero_grad(); e=emb(torch.tensor(ids)); loss=((e-tgt)**2).sum(1).mean(); loss.backward(); opt.step()
        st.append(dict(ids=ids,loss=loss.item(),weightAfter=L(emb.weight)))
    return dict(note="rows absent from a batch keep weight and moments untouched; bias correction uses the global step; duplicate ids are summed first; update = lr*sqrt(1-b2^t)/(1-b1^t) * m/(sqrt(v)+eps), i.e. eps before bias correction, unlike Adam",
                initial=w0.tolist(),target=L(tgt),lr=0.01,beta1=.9,beta2=.999,eps=1e-8,steps=st)
out['sparseAdam']=sparse_adam()

# 3. Full softmax ranker and sampled softmax with logQ correction
def softmax_case():
    U=torch.tensor(rng.normal(0,1,(4,5)),requires_grad=True); I=torch.tensor(rng.normal(0,1,(9,5)),requires_grad=True); b=torch.tensor(rng.normal(0,.2,9),requires_grad=True)
    t=torch.tensor([3,0,8,3]); logits=U@I.T+b; lp=torch.log_softmax(logits,1); loss=torch.nn.functional.nll_loss(lp,t); g=torch.autograd.grad(loss,[U,I,b],retain_graph=True)
    neg=torch.tensor([1,3,5,7]); q=torch.tensor(rng.dirichlet(np.ones(9)))  # sampling probability of each item
    # sampled softmax: columns = [positive, shared negatives]; subtract log(expected count)=log(n*q) from every logit incl. the positive; accidental hits masked to -inf
    n=len(neg); lq=torch.log(n*q)
    pos=(U*I[t]).sum(1)+b[t]-lq[t]; negl=U@I[neg].T+b[neg]-lq[neg]; hit=(neg[None,:]==t[:,None]); negl=negl.masked_fill(hit,float('-inf'))
    sl=torch.cat([pos[:,None],negl],1); sloss=torch.nn.functional.cross_entropy(sl,torch.zeros(4,dtype=torch.long)); sg=torch.autograd.grad(sloss,[U,I,b],retain_graph=True)
    # the other form in use: the positive keeps its logit, only negatives are corrected (importance estimate of the full partition sum)
    pos2=(U*I[t]).sum(1)+b[t]; sl2=torch.cat([pos2[:,None],negl],1); s2=torch.nn.functional.cross_entropy(sl2,torch.zeros(4,dtype=torch.long)); s2g=torch.autograd.grad(s2,[U,I,b])
    # in-batch softmax with logQ: items in the batch are the candidates
    ib=U@I[t].T+b[t]-torch.log(q[t])[None,:]
    same=(t[None,:]==t[:,None])&~torch.eye(4,dtype=torch.bool); ib=ib.masked_fill(same,float('-inf')); il=torch.nn.functional.cross_entropy(ib,torch.arange(4)); ig=torch.autograd.grad(il,[U,I,b],retain_graph=True)
    bpr=-torch.nn.functional.logsigmoid((logits[torch.arange(4),t]-logits[torch.arange(4),torch.tensor([1,1,2,0])])).mean(); bg=torch.autograd.grad(bpr,[U,I,b])
    return dict(user=L(U),item=L(I),itemBias=L(b),target=L(t),logProbabilities=L(lp),crossEntropy=loss.item(),gradUser=L(g[0]),gradItem=L(g[1]),gradBias=L(g[2]),
      sampled=dict(negatives=L(neg),samplingProbability=L(q),rule="logit - log(n*q(item)), positive included; accidental hits masked",loss=sloss.item(),gradUser=L(sg[0]),gradItem=L(sg[1]),gradBias=L(sg[2])),
      sampledNegativesOnly=dict(negatives=L(neg),samplingProbability=L(q),rule="positive logit as it is; negatives: logit - log(n*q(item)); accidental hits masked",loss=s2.item(),gradUser=L(s2g[0]),gradItem=L(s2g[1]),gradBias=L(s2g[2])),
      inBatch=dict(rule="candidates = the batch's own targets, logit - log q; other rows holding the same target are masked",loss=il.item(),gradUser=L(ig[0]),gradItem=L(ig[1]),gradBias=L(ig[2])),
      bpr=dict(negatives=[1,1,2,0],loss=bpr.item(),gradUser=L(bg[0]),gradItem=L(bg[1]),gradBias=L(bg[2])))
out['softmax']=softmax_case()

# 4. metrics
from sklearn.metrics import ndcg_score, roc_auc_score, log_loss, mean_squared_error, mean_absolute_error, average_precision_score
def rating_metrics():
    y=rng.integers(1,6,50).astype(float); p=np.clip(y+rng.normal(0,.9,50),0.5,5.5)
    return dict(y=y.tolist(),prediction=p.tolist(),mse=mean_squared_error(y,p),rmse=math.sqrt(mean_squared_error(y,p)),mae=mean_absolute_error(y,p))
def binary_metrics():
    y=rng.integers(0,2,60); s=np.round(1/(1+np.exp(-(rng.normal(0,1,60)+.8*(y*2-1)))),2)  # ties on purpose
    return dict(y=y.tolist(),score=s.tolist(),auc=roc_auc_score(y,s),logLoss=log_loss(y,s,eps=1e-15),note="ties get average rank")
def rank_user(rel,ranked,k):
    rel=set(rel); hits=[1 if i in rel else 0 for i in ranked[:k]]
    dcg=sum(h/math.log2(r+2) for r,h in enumerate(hits)); idcg=sum(1/math.log2(r+2) for r in range(min(k,len(rel))))
    prec=sum(hits)/k; rec=sum(hits)/len(rel); mrr=next((1/(r+1) for r,h in enumerate(hits) if h),0.0)
    apsum=sum((sum(hits[:r+1])/(r+1)) for r,h in enumerate(hits) if h)
    return dict(hitRate=float(any(hits)),precision=prec,recall=rec,recallCapped=sum(hits)/min(k,len(rel)),ndcg=dcg/idcg,mrr=mrr,mapCapped=apsum/min(k,len(rel)),mapCut=apsum/len(rel))
def ranking_metrics():
    n=30; users=[]
    for u in range(6):
        ranked=rng.permutation(n).tolist(); rel=rng.choice(n,size=int(rng.integers(1,15)),replace=False).tolist()
        users.append(dict(relevant=rel,ranked=ranked,at={str(k):rank_user(rel,ranked,k) for k in (1,5,10,20,30)}))
    users.append(dict(relevant=[5,2],ranked=[7,5],at={str(k):rank_user([5,2],[7,5],k) for k in (1,5,10,20,30)},note="list shorter than k: precision still divides by k"))
    mean={str(k):{m:float(np.mean([x['at'][str(k)][m] for x in users if str(k) in x['at']])) for m in ('hitRate','precision','recall','recallCapped','ndcg','mrr','mapCapped','mapCut')} for k in (1,5,10,20)}
    # cross-check binary NDCG against scikit-learn
    for x in users[:6]:
        y=np.zeros(n); y[x['relevant']]=1; sc=np.zeros(n); sc[x['ranked']]=np.arange(n,0,-1)
        for k in (5,10,20,30): assert abs(ndcg_score([y],[sc],k=k)-x['at'][str(k)]['ndcg'])<1e-12
    return dict(definitions="binary relevance; mrr is cut at k (0 when the first hit lies below k); NDCG gain 1, discount log2(rank+1) with rank from 1, ideal = min(k, |relevant|) hits; recall / |relevant|; precision / k; mapCapped = AP / min(k, |relevant|); mapCut = AP / |relevant|; users without relevant items are left out of the mean",users=users,mean=mean)
out['rating']=rating_metrics(); out['binary']=binary_metrics(); out['ranking']=ranking_metrics()

# 5. graded NDCG (exponential and linear gain)
def graded():
    y=rng.integers(0,5,12); s=rng.permutation(12).astype(float)
    order=np.argsort(-s); ideal=np.sort(y)[::-1]
    d=lambda g,k: sum(v/math.log2(i+2) for i,v in enumerate(g[:k]))
    return dict(y=y.tolist(),score=s.tolist(),linear={str(k):d(y[order],k)/d(ideal,k) for k in (3,5,10)},exponential={str(k):d(2.0**y[order]-1,k)/d(2.0**ideal-1,k) for k in (3,5,10)})
out['gradedNdcg']=graded()
json.dump(out,open('golden.json','w'),indent=1)
print({k:(len(json.dumps(v))) for k,v in out.items()})
